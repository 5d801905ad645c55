<#import "template.ftl" as layout>
<#-- With buttons, which need neither a mouse nor JavaScript. -->
<@layout.registrationLayout; section>
    <#if section = "header">
        ${msg("loginChooseAuthenticator")}
    <#elseif section = "form">
        <form id="kc-select-credential-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
            <#list auth.authenticationSelections as way>
                <button class="tiledesk-way" type="submit" name="authenticationExecution" value="${way.authExecId}">
                    <strong>${msg(way.displayName)}</strong>
                    <span>${msg(way.helpText)}</span>
                </button>
            </#list>
        </form>
    </#if>
</@layout.registrationLayout>
