# Signing out here and at the organisation's own identity provider.
identity-signed-out-offered = Your session here has ended. You may still be signed in at { $provider }.
identity-signed-out-asked = Your session here has ended. { $provider } has not answered yet whether it has signed you out there.
identity-signed-out-everywhere = You are signed out both here and at { $provider }.
identity-signed-out-partly = You are signed out here, but { $provider } could not sign you out everywhere.
identity-signed-out-returned = You are signed out here and have come back from { $provider }. If you answered yes to its question, or got none, you are signed out there too.
identity-signed-out-close = Close the browser if you share the computer. Then nobody can go on where you stopped.
identity-signed-out-by-provider = Your organisation's identity provider has signed you out, so your session here has ended.
identity-leave = Sign out at { $provider } too
identity-leave-failed = You are signed out here, but perhaps not at your organisation
identity-leave-failed-text = Signing out at your organisation's identity provider could not be completed.
identity-leave-failed-help = If you share the computer, close the browser, or sign out at the identity provider yourself. If it happens again, contact Sambruk's office and give the reference below.
identity-leave-home = To the start page
identity-asked-failed = The request to sign out was not accepted
identity-asked-failed-text = Nothing has changed here: the request did not come from an identity provider that we know, or was too old.
identity-connection-left = Where whoever signs out is sent back (post_logout_redirect_uri)
identity-connection-back-channel = Where sign-outs are reported (back-channel logout)
identity-connection-slo = Where sign-outs are sent (Single Logout Service)
