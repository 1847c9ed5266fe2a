"""Reads an access token with PyJWT, for the comparison in oracle.rs.

Reads {token, keys, issuer, audience} from the file named second; PyJWT lies in the directory named first. Writes
{version, header, claims} as JSON, or {version, refused} with the name of the error.
"""

import json
import sys

sys.path.insert(0, sys.argv[1])

import jwt

with open(sys.argv[2], encoding="utf-8") as file:
    asked = json.load(file)
header = jwt.get_unverified_header(asked["token"])
key = jwt.PyJWKSet.from_dict(asked["keys"])[header["kid"]]
try:
    claims = jwt.decode(
        asked["token"],
        key.key,
        algorithms=["ES256"],
        issuer=asked["issuer"],
        audience=asked["audience"],
        options={"require": ["iss", "aud", "exp", "iat", "jti", "sub"]},
    )
    said = {"header": header, "claims": claims}
except jwt.InvalidTokenError as error:
    said = {"refused": type(error).__name__}
print(json.dumps({"version": jwt.__version__, **said}))
