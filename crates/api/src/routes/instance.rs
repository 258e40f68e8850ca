//! What the server says of itself.

use super::routes;

routes! {
    GET "/api/v1/instance" Open => instance::v1,
    GET "/api/v2/instance" Open => instance::v2,
}
