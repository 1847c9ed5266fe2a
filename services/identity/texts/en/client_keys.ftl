# Clients that prove themselves with a key in the place of a secret.
identity-client-key = Public key
identity-client-key-hint = Leave it empty for a secret. It is safer when the system has a key pair of its own: paste the public key as a JWK or PEM, and no secret leaves the system. P-256 (ES256), or RSA from 2048 bits (PS256).
identity-client-key-rotate-hint = Leave it empty for a new secret, or paste a public key as a JWK or PEM.
identity-client-key-of = Key { $algorithm }, { $thumbprint }…
identity-client-key-rotated-title = New key
identity-client-key-rotated = { $name } has a new key
identity-client-key-thumbprint = The key's thumbprint (kid)
identity-client-key-text = Compare it with the other system's. The private key stays there.
identity-client-key-algorithm = Algorithm
identity-client-key-claims = Sign this for each request, with exp at most 60 seconds ahead (seconds since 1970) and a new jti
identity-client-key-fetch = Fetch an access token with what was signed; it is good for ten minutes
identity-client-wrong-key-form = The key can't be read. Paste one public key as a JWK, or as PEM with BEGIN PUBLIC KEY.
identity-client-wrong-key-private = This is a private key. It must never leave the system that signs with it: replace it, and paste the public one.
identity-client-wrong-key-kind = The key is of a kind that is not taken. Use P-256 (ES256), or RSA of 2048 to 8192 bits (PS256).
problem-identity-client-same-key = The client has the key already
problem-identity-client-same-key-text = It has or had this very key. Make a new key pair in the other system.
