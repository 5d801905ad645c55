<#import "template.ftl" as layout>
<@layout.registrationLayout; section>
    <#if section = "header">
        ${msg("tiledeskGuestTitle")}
    <#elseif section = "form">
        <div id="kc-form">
            <div id="kc-form-wrapper">
                <form id="tiledesk-guest-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post"
                      onsubmit="document.getElementById('tiledesk-guest-continue').disabled = true; return true;">
                    <#if tiledeskGuestAsksName>
                        <div class="${properties.kcFormGroupClass!}"><p id="tiledesk-guest-text">${msg("tiledeskGuestText")}</p></div>
                        <div class="${properties.kcFormGroupClass!}">
                            <div class="${properties.kcFormGroupLabelClass!}">
                                <label for="firstname" class="${properties.kcFormLabelClass!properties.kcLabelClass!}">
                                    <span class="${properties.kcFormLabelTextClass!}">${msg("tiledeskGuestFirstname")}</span>
                                </label>
                            </div>
                            <#-- Themes since PatternFly 5 draw the field around the input. -->
                            <#assign wrapped = properties.kcFormGroupLabelClass?has_content>
                            <#if wrapped><span class="${properties.kcInputClass!}"></#if>
                            <input id="firstname" name="firstname" type="text" value="${tiledeskGuestFirstname}"
                                   <#if !wrapped>class="${properties.kcInputClass!}"</#if>
                                   maxlength="${tiledeskGuestMaxLength?c}" autocomplete="given-name" dir="auto" autofocus/>
                            <#if wrapped></span></#if>
                        </div>
                    <#else>
                        <div class="${properties.kcFormGroupClass!}"><p id="tiledesk-guest-text">${msg("tiledeskGuestAgain")}</p></div>
                    </#if>
                    <div id="kc-form-buttons" class="${properties.kcFormGroupClass!}">
                        <button id="tiledesk-guest-continue" type="submit"
                                class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">
                            ${msg("tiledeskGuestContinue")}
                        </button>
                    </div>
                </form>
            </div>
        </div>
    </#if>
</@layout.registrationLayout>
