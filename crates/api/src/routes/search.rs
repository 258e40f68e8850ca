//! Search.

use super::routes;

routes! {
    GET "/api/v2/search" Maybe(ReadSearch) => search::search,
    GET "/api/v1/search" Maybe(ReadSearch) => search::search_v1,
    GET "/api/v1/accounts/search" Member(ReadAccounts) => search::accounts,
}
