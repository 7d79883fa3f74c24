#!/bin/sh
# Walks through what the API's documentation says of every call, one line per statement, with curl alone.
# For emulators with the sample content only: it creates users, topics and files, and leaves them there.
set -u
umask 077

fail() {
  echo "$1" >&2
  exit 2
}

for name in CLICKHELP_PORTAL_URL CLICKHELP_USERNAME CLICKHELP_API_KEY CLICKHELP_CACERT; do
  eval "[ -n \"\${$name:-}\" ]" || fail "$name is not set. clickhelp emulator start --json gives what it should be."
done
command -v curl >/dev/null || fail "There is no curl on this machine. Install it, then run this again."
# With these, curl would trust the portal without --cacert.
unset CURL_CA_BUNDLE SSL_CERT_FILE SSL_CERT_DIR

folder=$(mktemp -d) || fail "No folder for temporary files could be made. Check TMPDIR."
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

portal=${CLICKHELP_PORTAL_URL%/}
api=$portal/api/v1
project=$api/projects/project-wren-user-guide
publication=$api/projects/wren-user-guide
# What is created has names of its own, so that this can run again on a portal that is kept.
mark=walk-$(date +%s)-$$
passed=0 failed=0 skipped=0 errors=0 malformed=0

# The account of the calls that follow. The key goes to a file that only this user reads, never to a command line.
use_account() {
  login=$(quote "$1") key=$(quote "$2")
  printf 'basic\nuser = "%s:%s"\n' "$login" "$key" >"$folder/account"
}
quote() { printf '%s' "$1" | sed 's/[\\"]/\\&/g'; }
use_nobody() { : >"$folder/account"; }
use_caller() { use_account "$CLICKHELP_USERNAME" "$CLICKHELP_API_KEY"; }

# Sends one request with these options of curl; sets status, 000 when there was no answer, and reason, curl's exit code.
send() {
  : >"$folder/headers"
  : >"$folder/body"
  reason=0
  status=$(curl --disable --silent --show-error --noproxy '*' --max-time 30 --config "$folder/account" \
    --dump-header "$folder/headers" --output "$folder/body" --write-out '%{http_code}' "$@" 2>"$folder/complaint") || reason=$?
}

# call METHOD URL [JSON]
call() {
  if [ $# -eq 2 ]; then
    send --cacert "$CLICKHELP_CACERT" --request "$1" "$2"
  else
    send --cacert "$CLICKHELP_CACERT" --request "$1" --header 'Content-Type: application/json' --data "$3" "$2"
  fi
}

# verify STATEMENT COMMAND...: the statement holds when the command succeeds.
verify() {
  statement=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
    echo "ok      $statement"
  else
    failed=$((failed + 1))
    echo "not ok  $statement (answered $status: $(head -c 200 "$folder/body" | tr -d '\r\n'))"
  fi
}
skip() {
  skipped=$((skipped + 1))
  echo "skip    $1"
}

answered() { [ "$status" = "$1" ]; }
unanswered() { [ "$status" = 000 ] && [ "$reason" -ne 0 ]; }
unanswered_for() { [ "$status" = 000 ] && [ "$reason" -eq "$1" ]; }

# refused STATUS WHY: an error, whose body is looked at, too.
refused() {
  verify "$1 $2" answered "$1"
  errors=$((errors + 1))
  has_error_body || malformed=$((malformed + 1))
}
has_error_body() {
  for field in '"Message":"[^"]' '"ExceptionType":"[^"]' '"ExceptionDetail":null' '"StackTrace":null'; do
    grep -q "$field" "$folder/body" || return 1
  done
}

# located WHAT: the POST before gave a Location, and a GET of it is answered with 200.
located() { verify "POST $1: the Location can be read" location_can_be_read; }
location_can_be_read() {
  location=$(location_of_answer)
  [ -n "$location" ] && call GET "$location" && answered 200
}
location_of_answer() { tr -d '\r' <"$folder/headers" | sed -n 's/^[Ll]ocation: //p'; }

# patched WHAT URL JSON: the answer of the PATCH is that of a GET right after.
patched() {
  call PATCH "$2" "$3"
  verify "PATCH $1: answered as a GET right after is" is_same_as_get "$2"
}
is_same_as_get() {
  answered 200 || return 1
  mv "$folder/body" "$folder/patched"
  call GET "$1"
  answered 200 && cmp -s "$folder/body" "$folder/patched"
}

use_nobody
call GET "$portal/__emulator/health"
# Any server may answer 200, with a page of its own.
answered 200 && grep -q '"status":"ok"' "$folder/body" ||
  fail "No emulator answers at $portal. Start one with: clickhelp emulator start --json"

echo "# HTTPS"
send "http://${portal#https://}/api/v1/projects"
verify "plain HTTP gets nothing" unanswered
send --cacert "$CLICKHELP_CACERT" --tlsv1.2 --tls-max 1.2 "$portal/__emulator/health"
verify "TLS 1.2 is served" answered 200
# SECLEVEL=0 lets OpenSSL offer what it would not by itself; only an alert shows that it was the portal that refused.
send --cacert "$CLICKHELP_CACERT" --tlsv1.0 --tls-max 1.1 --ciphers DEFAULT@SECLEVEL=0 "$portal/__emulator/health"
if unanswered && ! grep -qi alert "$folder/complaint"; then
  skip "TLS 1.1 is refused (this curl cannot offer it)"
else
  verify "TLS 1.1 is refused" unanswered_for 35
fi
send "$portal/__emulator/health"
verify "without --cacert the certificate is not trusted" unanswered_for 60

echo "# Base URL and authentication"
use_caller
call GET "$api/projects"
verify "Basic authentication with login and API key, below $api" answered 200
use_nobody
call GET "$publication/articles/about-the-kit"
verify "anonymous: a topic of a public publication" answered 200
call GET "$api/search?q=balloon"
verify "anonymous: a search of the portal" answered 200

echo "# Error codes"
call GET "$api/users"
refused 401 "Unauthorized: no login information"
use_account admin emulator-admin-password
call GET "$api/users"
refused 401 "Unauthorized: the password instead of the API key"
use_account "$CLICKHELP_USERNAME" no-such-key
call GET "$api/users"
refused 401 "Unauthorized: an invalid API key"
use_account disabled emulator-disabled-key
call GET "$api/users"
refused 401 "Unauthorized: the account is disabled"
use_nobody
send --cacert "$CLICKHELP_CACERT" --header 'Authorization: Basic ///' "$api/users"
refused 401 "Unauthorized: the Authorization header is corrupted"
use_account former emulator-former-key
call GET "$api/projects"
refused 403 "Forbidden: no permission to work with the API"
use_account reviewer emulator-reviewer-key
call POST "$project/toc/nodes" '{"caption":"Not mine to make"}'
refused 403 "Forbidden: no permission for the action"
use_caller
call POST "$api/users" '{"userName":'
refused 400 "Bad Request: malformed JSON"
call POST "$api/users" '{}'
refused 400 "Bad Request: a field is missing"
call GET "$api/no-such-path"
refused 404 "Not Found: an invalid URL"
call GET "$project/articles/no-such-topic"
refused 404 "Not Found: no such topic"
call POST "$api/users" '{"userName":"reviewer","userInfo":{"email":"reviewer@portal.example"},"isDontSendEmail":true}'
refused 409 "Conflict: a user with a name that already exists"
call PATCH "$publication" '{"updatedFields":"visibility","visibility":"public"}'
refused 500 "Internal Server Error: a value in the wrong letter case"
call PUT "$api/projects" '{}'
refused 501 "Not Implemented: what the API does not support"
verify "Message, ExceptionType, and null as ExceptionDetail and StackTrace in all $errors errors" [ "$malformed" -eq 0 ]

echo "# POST gives the Location"
call POST "$project/articles" \
  '{"id":"'"$mark"'","title":"A walk","body":"<p>Around.</p>","statusName":"Draft","ownerUserName":"admin","assigneeUserName":"admin"}'
verify "201 Created: a topic" answered 201
located "topic"
call POST "$project/toc/nodes" '{"caption":"A walk"}'
node=$(location_of_answer)
located "TOC folder"
call POST "$api/users" '{"userName":"'"$mark"'","userInfo":{"email":"walk@portal.example"},"isDontSendEmail":true}'
located "user"
call POST "$api/users" '[{"userName":"'"$mark"'-2","userInfo":{"email":"walk@portal.example"},"isDontSendEmail":true}]'
located "several users"
call POST "$api/storage/$mark.txt?format=base64" '{"content":"YSB3YWxr"}'
located "file as base64"
printf 'a walk' >"$folder/form.txt"
send --cacert "$CLICKHELP_CACERT" --form "file=@$folder/form.txt" "$api/storage/$mark-form.txt?format=multipart"
located "file as a form"
call POST "$api/storage/$mark-chunks.txt?format=resumable"
located "start of a resumable upload"
send --cacert "$CLICKHELP_CACERT" --request PUT --header 'Content-Range: bytes 0-5/6' \
  --header 'Content-Type: application/octet-stream' --data-binary "@$folder/form.txt" "$api/storage/$mark-chunks.txt?format=resumable"
call GET "$api/storage/$mark-chunks.txt"
verify "the file of a resumable upload can be read when all chunks are there" answered 200
call POST "$project?action=publish" '{"pubId":"'"$mark"'","pubName":"A walk"}'
located "new publication"
call POST "$project?action=publish" '{"updatedPubId":"wren-user-guide"}'
located "update of a publication"
call POST "$publication?action=export" '{"format":"PureHtml","outputFileName":"Storage/'"$mark"'.zip"}'
located "export"
call POST "$project?action=download" '{"outputFileName":"Storage/'"$mark"'-backup.zip"}'
located "backup"
call POST "$api/projects/?action=import&format=base64" \
  '{"newProjectId":"'"$mark"'-new","importFormat":"Markdown","inputFileContent":"IyBBIHdhbGsK","inputFileName":"walk.md"}'
located "import of a new project"
call POST "$project/?action=import&format=base64" \
  '{"importFormat":"Markdown","inputFileContent":"IyBBIHdhbGsK","inputFileName":"walk.md"}'
located "import into a project"

echo "# PATCH answers with the whole resource"
patched "topic" "$project/articles/$mark" '{"updatedFields":"title","title":"A longer walk"}'
patched "TOC node" "$node" '{"updatedFields":"caption","caption":"A longer walk"}'
patched "user" "$api/users/$mark" '{"updatedFields":"isEnabled","isEnabled":false}'
patched "file" "$api/storage/$mark.txt" '{"updatedFields":"content","content":"YSBsb25nZXIgd2Fsaw=="}'
patched "publication" "$publication" '{"updatedFields":"visibility","visibility":"Private"}'
call PATCH "$publication" '{"updatedFields":"visibility","visibility":"Public"}'

echo "# Success codes"
call GET "$project/articles/$mark"
verify "200 OK: reading a topic" answered 200
call DELETE "$project/articles/$mark"
verify "204 No Content: deleting a topic" answered 204

echo "$passed ok, $failed not ok, $skipped skipped"
[ "$failed" -eq 0 ]
