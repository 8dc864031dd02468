#!/usr/bin/env bash
# Proves with other people's tools that a device gets a token and that others can check it: OpenSSL makes the
# certificates, curl speaks the mutual TLS, and José (the C tool "jose") verifies the token through the JWKS.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
for tool in openssl curl jose; do
    command -v "$tool" > /dev/null || { echo "interop: '$tool' is missing: apt-get install $tool" >&2; exit 1; }
done

work=$(mktemp -d)
server=
cleanup() {
    if [[ -n $server ]]; then kill "$server" 2> /dev/null || true; wait "$server" 2> /dev/null || true; fi
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

# --- the server --------------------------------------------------------------------------------------------------
export COUNTERSIGN_ADMIN_PASSWORD=interop-operator
"$root/countersign" serve --data data --bind 127.0.0.1 --device-port 0 --api-port 0 --management-port 0 > out 2> err &
server=$!
for _ in $(seq 600); do
    grep -q '^ready' out && break
    kill -0 "$server" 2> /dev/null || { cat out err >&2; exit 1; }
    sleep 0.1
done
port() { grep '^ready' out | sed -E "s#.*$1 https://[^ ]*:([0-9]+).*#\1#"; }
device_port=$(port devices)
api_port=$(port api)
api="https://localhost:$api_port"
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
if jose jws ver -i "${token%?????}AAAAA" -k jwks.json > /dev/null 2>&1; then
    echo 'interop: a changed token was verified' >&2
    exit 1
fi
echo "interop: $passed tokens fetched by curl and verified by jose."
