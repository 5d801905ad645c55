<#import "template.ftl" as layout>
<@layout.registrationLayout; section>
    <#if section = "header">
        ${msg("tiledeskHandOverTitle")}
    <#elseif section = "form">
        <div id="kc-form">
            <div id="kc-form-wrapper">
                <form id="tiledesk-hand-over-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
                    <div class="${properties.kcFormGroupClass!}">
                        <p id="tiledesk-hand-over-text" style="overflow-wrap: anywhere">${msg("tiledeskHandOverText", tiledeskHandOverOther, tiledeskHandOverCustomer)}</p>
                    </div>
                    <div id="kc-form-buttons" class="${properties.kcFormGroupClass!}">
                        <#-- Names may be long. -->
                        <#assign wraps = "overflow-wrap: anywhere; white-space: normal">
                        <button id="tiledesk-hand-over-continue" type="submit" name="answer" value="continue" style="${wraps}"
                                class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">
                            ${msg("tiledeskHandOverContinue", tiledeskHandOverCustomer)}
                        </button>
                    </div>
                    <div class="${properties.kcFormGroupClass!}">
                        <button id="tiledesk-hand-over-stay" type="submit" name="answer" value="stay" style="${wraps}"
                                class="${properties.kcButtonClass!} ${properties.kcButtonSecondaryClass!properties.kcButtonDefaultClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">
                            ${msg("tiledeskHandOverStay", tiledeskHandOverOther)}
                        </button>
                    </div>
                </form>
            </div>
        </div>
    </#if>
</@layout.registrationLayout>
