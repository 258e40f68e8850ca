//! Apps, tokens, sign-up.

use super::routes;

routes! {
    POST "/api/v1/apps" Open for Entry => apps::create,
    GET "/api/v1/apps/verify_credentials" App => apps::verify_credentials,
    POST "/oauth/token" Open for Entry => oauth::token,
    POST "/oauth/revoke" Open for Entry => oauth::revoke,
    GET "/oauth/userinfo" Member(Profile) => oauth::userinfo,
    POST "/api/v1/accounts" App for Entry => sign_up::create,
    POST "/api/v1/emails/confirmations" Unconfirmed for Entry => sign_up::confirm_email,
    GET "/api/v1/emails/check_confirmation" Unconfirmed => sign_up::check_confirmation,
}
