/** A key and a certificate for localhost, for these tests alone: nobody trusts it, and nothing else uses it. */
export const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgOwp8rAUGMvEcOhW2
JqUp6mBjXuw1TPXNiaUH6ij1Xr+hRANCAAQhHc12xvwmVnTEHMRDAhlrK6cxRz9b
JVk0rc5Ecs4YHiBLstNItXTlvpG/tIaeLBRhcDgx8QKs5Vd1KkAmNi/o
-----END PRIVATE KEY-----
`;
export const cert = `-----BEGIN CERTIFICATE-----
MIIBmjCCAUGgAwIBAgIUAt+d/TsswqHAjSabB4Ep7Mjt6i4wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzA4MjIyMFoYDzIxMjYxMDMw
MDgyMjIwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQhHc12xvwmVnTEHMRDAhlrK6cxRz9bJVk0rc5Ecs4YHiBLstNItXTl
vpG/tIaeLBRhcDgx8QKs5Vd1KkAmNi/oo28wbTAdBgNVHQ4EFgQUr5fbVsF0m8m2
Ln62fehsOfh7At8wHwYDVR0jBBgwFoAUr5fbVsF0m8m2Ln62fehsOfh7At8wDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDRwAwRAIgAvNrrsqfOVFCIRbxT7yxUY2p8XYmc1woHhZ5Bin0MS4CIFeY
F7PnNg9Ceqfhz9fx5gdKQv37P+kLKNhk0N09K4iW
-----END CERTIFICATE-----
`;
