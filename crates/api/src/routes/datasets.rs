//! Releases of consented posts: ours.

use super::routes;

routes! {
    GET "/api/braise/v1/datasets" Open => datasets::all,
    GET "/api/braise/v1/datasets/{release}" Open => datasets::one,
    GET "/api/braise/v1/datasets/{release}/mine" Member(ReadAccounts) => datasets::mine,
    GET "/api/braise/v1/datasets/{release}/revocations" Open => datasets::revocations,
    GET "/api/braise/v1/datasets/{release}/rows/{row}" Open => datasets::one_row,
}
