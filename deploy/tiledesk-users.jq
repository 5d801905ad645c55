# Turns the accounts of a Tiledesk server (mongoexport of its collection "users", one object a line
# or an array) into a partial import of Keycloak's: see docs/agents.md.
#
#   jq --slurp --arg realm REALM --from-file tiledesk-users.jq users.json > import.json
#
# If accounts are not fit to sign in at Keycloak, it names them and makes nothing; with
# `--arg unfit omit` it leaves them out. `--arg unverified omit` leaves out accounts whose e-mail
# nobody has verified, fit or not.

# mongoexport writes {"$numberInt": "100"} with --jsonFormat=canonical.
def number:
  if type == "object" then (.["$numberInt"] // .["$numberLong"] // .["$numberDouble"] // "" | tonumber? // null)
  elif type == "number" then .
  else null end;

def unfit_status:
  if .status == null or (.status | number) != null then empty
  else "has a status that is no number: \(.status | tojson)" end;

# jq knows ASCII's letters only, Keycloak all: unfit_email refuses the others.
def lowercased_email: (.email // "") | tostring | ascii_downcase;

def blank: . == null or (tostring | test("^\\s*$"));

# What a realm's user profile says of names unless an admin has changed it.
def unfit_name($which):
  if blank then "has no \($which) name"
  elif (tostring | length) > 255 or (tostring | test("[<>&\"$%!#?§;*~/\\\\|^=\\[\\]{}()\\p{Cntrl}\u2028\u2029]"))
  then "has a \($which) name that Keycloak does not take: \(tojson)"
  else empty end;

# The e-mail becomes the user name as well.
def unfit_email:
  if blank then "has no e-mail"
  elif length > 255
    or (test("^[^@]{1,64}@[^@.]+(\\.[^@.]+)*$") | not)
    or test("[<>&\"\\s$%!#?§,;:*~/\\\\|^=\\[\\]{}()\\p{Cntrl}]")
  then "has an e-mail that Keycloak does not take"
  elif test("[^\\x00-\\x7f]")
  then "has an e-mail with letters outside ASCII"
  else empty end;

def bcrypt: tostring | capture("^\\$2[aby]\\$(?<cost>[0-9]{2})\\$[./A-Za-z0-9]{53}$").cost | tonumber;

def unfit_password:
  if blank then empty
  elif ([bcrypt] | length == 0 or .[0] < 4 or .[0] > 14)
  then "has a password that is no bcrypt hash with a cost from 4 to 14"
  else empty end;

def account_id: ._id | if type == "object" then .["$oid"] else . end;

def reasons($emails):
  (if account_id | type == "string" and test("^[0-9a-f]{24}$") then empty else "has no _id" end),
  (lowercased_email | unfit_email),
  (if $emails[lowercased_email] > 1 then "shares its e-mail with another, but for letter case" else empty end),
  (.firstname | unfit_name("first")),
  (.lastname | unfit_name("last")),
  (.password | unfit_password),
  unfit_status;

def credentials:
  if .password | blank then []
  else [{
    type: "password",
    credentialData: ({hashIterations: (.password | bcrypt), algorithm: "bcrypt", additionalParameters: {}} | tojson),
    secretData: ({value: .password, additionalParameters: {}} | tojson)
  }] end;

def user($realm):
  {
    username: lowercased_email,
    email: lowercased_email,
    emailVerified: (.emailverified == true),
    firstName: .firstname,
    lastName: .lastname,
    enabled: (.status == null or (.status | number) == 100),
    attributes: {"tiledesk.id": [account_id]},
    credentials: credentials,
    realmRoles: ["default-roles-\($realm | ascii_downcase)"]
  };

($ARGS.named.realm // ("Say which realm: --arg realm REALM\n" | halt_error)) as $realm
| flatten(1)
| if $ARGS.named.unverified == "omit" then map(select(.emailverified == true)) else . end
| (reduce .[] as $account ({}; .[$account | lowercased_email] += 1)) as $emails
| map({account: ., reasons: [reasons($emails)]})
| map(select(.reasons != [])) as $unfit
| if $unfit != [] and $ARGS.named.unfit != "omit" then
    ($unfit | map("\(.account | account_id) \(.account | lowercased_email): \(.reasons | join("; "))\n") | add)
    + "Nothing is made. Correct these accounts, or leave them out: --arg unfit omit\n"
    | halt_error
  else
    {ifResourceExists: "SKIP", users: map(select(.reasons == []) | .account | user($realm))}
  end
