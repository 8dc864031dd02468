#!/usr/bin/env bash
# Proves with other people's tools that a device gets a token and that others can check it: OpenSSL makes the
# certificates, curl speaks the mutual TLS, and José (the C tool "jose") verifies the token through the JWKS. Every kind of
# key is tried with both TLS engines, as docs/compatibility.md says which takes which.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
for tool in openssl curl jose; do
    command -v "$tool" > /dev/null || { echo "interop: '$tool' is missing: apt-get install $tool" >&2; exit 1; }
done

work=$(mktemp -d)
server=
stop() {
    if [[ -n $server ]]; then kill "$server" 2> /dev/null || true; wait "$server" 2> /dev/null || true; fi
    server=
}
cleanup() {
    stop
    rm -rf "$work"
}
trap cleanup EXIT
cd "$work"

# --- a CA with an issuing CA below it, and two devices -----------------------------------------------------------
ca() { openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.pem" \
    -subj "/CN=$2" -days 30 -addext 'basicConstraints=critical,CA:true' -addext 'keyUsage=critical,keyCertSign' "${@:3}" 2> /dev/null; }
ca root 'Interop Root'
ca issuing 'Interop Issuing CA' -CA root.pem -CAkey root.key
device() { # name, key options
    openssl req -x509 -newkey "${@:2}" -nodes -keyout "$1.key" -out "$1.pem" -subj "/CN=$1" -days 30 \
        -CA issuing.pem -CAkey issuing.key -addext 'basicConstraints=critical,CA:false' \
        -addext 'keyUsage=critical,digitalSignature' -addext 'extendedKeyUsage=clientAuth' 2> /dev/null
}
device pump-ec ec -pkeyopt ec_paramgen_curve:P-256
device pump-rsa rsa:2048
device key-p384 ec -pkeyopt ec_paramgen_curve:P-384
device key-p521 ec -pkeyopt ec_paramgen_curve:P-521
device key-ed25519 ed25519
for bits in 3072 4096 8192; do device "key-rsa-$bits" "rsa:$bits"; done
device key-rsa-pss rsa-pss -pkeyopt rsa_keygen_bits:2048
keys=(pump-ec pump-rsa key-p384 key-p521 key-ed25519 key-rsa-3072 key-rsa-4096 key-rsa-8192 key-rsa-pss)
taken() { # engine, key, TLS version: docs/compatibility.md
    [[ $1 == jdk || ! $2 =~ ^key-(p521|ed25519|rsa-pss)$ || "$2 $3" == 'key-p521 1.2' ]]
}

# --- the server --------------------------------------------------------------------------------------------------
export COUNTERSIGN_ADMIN_PASSWORD=interop-operator
port() { grep '^ready' out | sed -E "s#.*$1 https://[^ ]*:([0-9]+).*#\1#"; }
serve() { # engine
    "$root/countersign" serve --data data --tls-engine "$1" --bind 127.0.0.1 --device-port 0 --api-port 0 --management-port 0 \
        > out 2> err &
    server=$!
    for _ in $(seq 600); do
        grep -q '^ready' out && break
        kill -0 "$server" 2> /dev/null || { cat out err >&2; exit 1; }
        sleep 0.1
    done
    device_port=$(port devices)
    api="https://localhost:$(port api)"
}
serve native
as() { printf 'user = "%s"\n' "$1" > "$2" && chmod 600 "$2"; }
as 'management/admin:interop-operator' operator.curl
as 'acme/admin:interop-tenant' acme.curl
call() { curl --silent --show-error --fail-with-body --cacert data/tls/ca.pem -H 'Accept: application/json' "$@"; }

call -K operator.curl "$api/tenant/tenants" -H 'Content-Type: application/json' -d '{"id":"acme","domain":"localhost",
  "company":"Acme","adminName":"admin","adminPass":"interop-tenant"}' > /dev/null
call -K acme.curl "$api/tenant/tenants/acme/trusted-certificates" -H 'Content-Type: application/json' -d "{
  \"certInPemFormat\":\"$(grep -v '^-' root.pem | tr -d '\n')\",\"status\":\"ENABLED\",\"autoRegistrationEnabled\":true}" > /dev/null
call "$api/.well-known/jwks.json" > jwks.json

# --- OpenSSL signs the codes of proofs of possession, with and without a line break at the end of the file --------------
proven=0
for kind in 'ec -pkeyopt ec_paramgen_curve:P-256' rsa:2048 ed25519; do
    # shellcheck disable=SC2086 # the kind is several words
    openssl req -x509 -newkey $kind -nodes -keyout proof.key -out proof.pem -subj "/CN=$kind" -days 30 \
        -addext 'keyUsage=critical,keyCertSign' 2> /dev/null
    call -K acme.curl "$api/tenant/tenants/acme/trusted-certificates" -H 'Content-Type: application/json' -d "{
      \"certInPemFormat\":\"$(grep -v '^-' proof.pem | tr -d '\n')\",\"status\":\"ENABLED\"}" > /dev/null
    fingerprint=$(openssl x509 -in proof.pem -noout -fingerprint -sha1 | sed 's/.*=//; s/://g')
    proof="$api/tenant/tenants/acme/trusted-certificates-pop/$fingerprint"
    for ending in '' '\n'; do
        code=$(call -K acme.curl -X POST "$proof/verification-code" \
            | sed -E 's/.*"proofOfPossessionUnsignedVerificationCode":"([^"]+)".*/\1/')
        printf "%s$ending" "$code" > code.txt
        case $kind in
            ed25519) openssl pkeyutl -sign -rawin -inkey proof.key -in code.txt -out code.sig ;;
            *) openssl dgst -sha256 -sign proof.key -out code.sig code.txt ;;
        esac
        call -K acme.curl "$proof/pop" -H 'Content-Type: application/json' \
            -d "{\"proofOfPossessionSignedVerificationCode\":\"$(openssl base64 -A -in code.sig)\"}" \
            | grep -q '"proofOfPossessionValid":true'
        proven=$((proven + 1))
    done
done
echo "interop: $proven proofs of possession signed by openssl."

# --- OpenSSL checks the list of what was taken back, and finds each certificate under its issuer --------------------------
as_json=(-H 'Content-Type: application/json')
call -K acme.curl "$api/countersign/revocations" "${as_json[@]}" -d '{"serialNumber":"0c0ffee1"}' > /dev/null
for serial in 0c0ffee2 0c0ffee3; do
    call -K acme.curl "$api/countersign/revocations" "${as_json[@]}" \
        -d "{\"serialNumber\":\"$serial\",\"issuer\":\"CN=Interop Issuing CA\",\"reason\":\"key_compromise\"}" > /dev/null
done
call -K acme.curl "$api/tenant/trusted-certificates/settings/crl" -o acme.crl
call -K acme.curl "$api/countersign/crl-signer" -o acme-crl.pem
openssl crl -inform DER -in acme.crl -CAfile acme-crl.pem -noout 2>&1 | grep -q '^verify OK' \
    || { echo 'interop: openssl does not verify the revocation list' >&2; exit 1; }
openssl crl -inform DER -in acme.crl -noout -text > acme-crl.txt
[[ $(grep -c 'Serial Number: 0C0FFEE' acme-crl.txt) == 3 && $(grep -c 'CN *= *Interop Issuing CA' acme-crl.txt) == 1 ]] \
    || { echo 'interop: openssl reads another revocation list' >&2; cat acme-crl.txt >&2; exit 1; }
for serial in 0c0ffee1 0c0ffee2 0c0ffee3; do # the devices below ask for tokens
    issuer=$([[ $serial == 0c0ffee1 ]] || echo '?issuer=CN%3DInterop%20Issuing%20CA')
    call -K acme.curl -X DELETE "$api/countersign/revocations/$serial$issuer"
done
echo 'interop: a revocation list verified by openssl.'

# --- every device, TLS version and way to send the chain ----------------------------------------------------------
passed=0
for name in pump-ec pump-rsa; do
    cat "$name.pem" issuing.pem > "$name-chain.pem"
    for tls in 1.2 1.3; do
        for way in handshake whole-chain intermediates; do
            chain=()
            certificate=$name.pem
            case $way in
                handshake) certificate=$name-chain.pem ;;
                whole-chain) chain=(-H "X-Ssl-Cert-Chain: $(cat "$name.pem" issuing.pem root.pem | tr '\n' ' ' | sed 's/ $//')") ;;
                intermediates) chain=(-H "X-Ssl-Cert-Chain: $(tr '\n' ' ' < issuing.pem)") ;; # with a space at its end
            esac
            answer=$(call --tls-max "$tls" "--tlsv$tls" --cert "$certificate" --key "$name.key" "${chain[@]}" \
                -X POST "https://localhost:$device_port/devicecontrol/deviceAccessToken")
            token=$(sed -E 's/.*"accessToken":"([^"]+)".*/\1/' <<< "$answer")
            claims=$(jose jws ver -i "$token" -k jwks.json -O -)
            grep -q "\"sub\":\"device_$name\"" <<< "$claims" || { echo "wrong claims: $claims" >&2; exit 1; }
            echo "  ok: $name, TLS $tls, chain by $way"
            passed=$((passed + 1))
        done
    done
done

# --- every kind of key, with both engines ------------------------------------------------------------------------
ask() { # key, TLS version
    curl --silent --show-error --cacert data/tls/ca.pem --tls-max "$2" "--tlsv$2" --cert "$1-chain.pem" --key "$1.key" \
        -X POST "https://localhost:$device_port/devicecontrol/deviceAccessToken" 2>&1 || true
}
for engine in native jdk; do
    stop
    serve "$engine"
    for name in "${keys[@]}"; do
        cat "$name.pem" issuing.pem > "$name-chain.pem"
        for tls in 1.2 1.3; do
            answer=$(ask "$name" "$tls")
            if taken "$engine" "$name" "$tls"; then
                token=$(sed -E 's/.*"accessToken":"([^"]+)".*/\1/' <<< "$answer")
                claims=$(jose jws ver -i "$token" -k jwks.json -O -) || { echo "no token for $name: $answer" >&2; exit 1; }
                grep -q "\"sub\":\"device_$name\"" <<< "$claims" || { echo "wrong claims: $claims" >&2; exit 1; }
                echo "  ok: $name, TLS $tls, engine $engine"
                passed=$((passed + 1))
            else
                grep -q accessToken <<< "$answer" && { echo "$engine takes $name now: correct docs/compatibility.md" >&2; exit 1; }
                echo "  ok: $name, TLS $tls, engine $engine: none, as documented"
            fi
        done
    done
done

# --- tokens signed as the tenant wants it ------------------------------------------------------------------------
stop
serve native
signed_with() { # algorithm
    call -K acme.curl -X PUT "$api/tenant/options/oauth.internal/device-token.signing-algorithm" "${as_json[@]}" \
        -d "{\"value\":\"$1\"}" > /dev/null
    call "$api/.well-known/jwks.json" > jwks.json
    token=$(ask pump-ec 1.3 | sed -E 's/.*"accessToken":"([^"]+)".*/\1/')
    base64url "${token%%.*}" | grep -q "\"alg\":\"$1\"" || { echo "no token of $1: $token" >&2; exit 1; }
}
base64url() { # to bytes
    local text
    text=$(tr -- '-_' '+/' <<< "$1")
    case $((${#text} % 4)) in 2) text+='==' ;; 3) text+='=' ;; esac
    base64 --decode <<< "$text"
}
signed_with RS256
jose jws ver -i "$token" -k jwks.json -O - | grep -q '"sub":"device_pump-ec"'
signed_with EdDSA # which jose does not know
{ printf '\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00' # RFC 8410, 10.1
  base64url "$(sed -E 's/.*"crv":"Ed25519"[^}]*"x":"([^"]+)".*/\1/' jwks.json)"; } > ed25519.der
printf '%s' "${token%.*}" > signed.txt
base64url "${token##*.}" > signed.sig
openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey ed25519.der -in signed.txt -sigfile signed.sig > /dev/null
signed_with ES256
echo 'interop: a token of RS256 verified by jose, one of EdDSA by openssl.'

# --- a session that was begun under the name of one tenant, resumed under that of another -------------------------
call -K operator.curl "$api/tenant/tenants" -H 'Content-Type: application/json' -d '{"id":"globex","domain":"globex.example",
  "company":"Globex","adminName":"admin","adminPass":"interop-tenant"}' > /dev/null
under() { # server name, TLS version, further options: the status of a token request
    printf 'POST /devicecontrol/deviceAccessToken HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n' |
        timeout 20 openssl s_client -quiet -ign_eof -connect "localhost:$device_port" -servername "$1" "-tls${2/./_}" \
            -cert pump-ec.pem -cert_chain issuing.pem -key pump-ec.key "${@:3}" 2> /dev/null | sed -n -E '1s#HTTP/1.1 ([0-9]+).*#\1#p'
}
for engine in native jdk; do
    stop
    serve "$engine"
    for tls in 1.2 1.3; do
        [[ $(under acme.example "$tls" -sess_out session) == 200 && -s session ]] || { echo 'no session' >&2; exit 1; }
        status=$(under globex.example "$tls" -sess_in session)
        [[ $status == 421 ]] || { echo "a resumed session hid the server name: '$status'" >&2; exit 1; }
        echo "  ok: server name of a resumed session, TLS $tls, engine $engine"
    done
done
if jose jws ver -i "${token%?????}AAAAA" -k jwks.json > /dev/null 2>&1; then
    echo 'interop: a changed token was verified' >&2
    exit 1
fi
echo "interop: $passed tokens fetched by curl and verified by jose."
