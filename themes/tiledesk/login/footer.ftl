<#-- Keycloak's place for what a theme adds to every page: here the realm's colours. -->
<#macro content>
    <#list {"brand": msg("tiledeskBrandColor"), "page": msg("tiledeskPageColor")} as name, color>
        <#-- An administrator's text, but a text: only a colour gets into the style sheet. -->
        <#if color?matches("#[0-9a-fA-F]{6}")>
            <style>:root { --tiledesk-${name}: ${color}; }</style>
        </#if>
    </#list>
</#macro>
