<#-- Keycloak's place for what a theme adds to every page. -->
<#macro content>
    <#list {"brand": msg("tiledeskBrandColor"), "page": msg("tiledeskPageColor")} as name, color>
        <#-- An administrator's text, but a text: only a colour gets into the style sheet. -->
        <#if color?matches("#[0-9a-fA-F]{6}")>
            <style>:root { --tiledesk-${name}: ${color}; }</style>
        </#if>
    </#list>
    <#assign choice = auth?has_content && auth.showTryAnotherWayLink()>
    <#if choice && !["select-authenticator", "tiledesk-guest"]?seq_contains(pageId!"")>
        <#list auth.authenticationSelections?filter(way -> way.displayName == "tiledesk-guest-display-name") as guest>
            <form id="tiledesk-to-guest" action="${url.loginAction}" method="post">
                <input type="hidden" name="authenticationExecution" value="${guest.authExecId}"/>
                <button class="${properties.kcButtonSecondaryClass} ${properties.kcButtonBlockClass}" type="submit">${msg("tiledeskGuestContinue")}</button>
            </form>
        </#list>
    </#if>
    <#-- Beside what Keycloak has for these with JavaScript only. -->
    <noscript>
        <#if choice>
            <form id="tiledesk-another-way" action="${url.loginAction}" method="post">
                <input type="hidden" name="tryAnotherWay" value="on"/>
                <button class="${properties.kcButtonSecondaryClass} ${properties.kcButtonBlockClass}" type="submit">${msg("doTryAnotherWay")}</button>
            </form>
        </#if>
        <#if realm.internationalizationEnabled && locale.supported?size gt 1>
            <nav id="tiledesk-languages" aria-label="${msg("languages")}">
                <#list locale.supported?sort_by("label") as language>
                    <a href="${language.url}" lang="${language.languageTag}">${language.label}</a>
                </#list>
            </nav>
        </#if>
    </noscript>
</#macro>
