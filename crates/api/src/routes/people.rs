//! People to meet, and people shown on profiles.

use super::routes;

routes! {
    GET "/api/v2/suggestions" Member(ReadAccounts) => people::suggestions,
    GET "/api/v1/suggestions" Member(ReadAccounts) => people::old_suggestions,
    DELETE "/api/v1/suggestions/{id}" Member(WriteAccounts) => people::dismiss_suggestion,
    GET "/api/v1/directory" Open => people::directory,
    GET "/api/v1/accounts/familiar_followers" Member(ReadFollows) => people::familiar_followers,
    GET "/api/v1/endorsements" Member(ReadAccounts) => people::own_endorsements,
    GET "/api/v1/accounts/{id}/endorsements" Maybe(ReadAccounts) => people::endorsements,
    POST "/api/v1/accounts/{id}/endorse" Member(WriteAccounts) => people::endorse,
    POST "/api/v1/accounts/{id}/unendorse" Member(WriteAccounts) => people::unendorse,
    POST "/api/v1/accounts/{id}/pin" Member(WriteAccounts) => people::endorse,
    POST "/api/v1/accounts/{id}/unpin" Member(WriteAccounts) => people::unendorse,
}
