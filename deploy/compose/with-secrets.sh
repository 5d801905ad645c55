#!/bin/sh
# with-secrets.sh VARIABLE=SECRET… -- COMMAND…: the command, with each variable set to what is in
# the file of that name in /run/secrets. So the secret is neither in the container's configuration
# nor on a command line. What somebody may guess or know, as the demo's, is for the demo only.
set -eu

while [ "$1" != -- ]; do
  file=/run/secrets/${1#*=}
  if [ ! -f "$file" ] || [ ! -r "$file" ]; then
    echo "There is no file $file that this user can read; docs/containers.md says how the secrets are made" >&2
    exit 1
  fi
  value=$(cat "$file")
  if [ -z "$value" ]; then
    echo "The file $file is empty; docs/containers.md says how the secrets are made" >&2
    exit 1
  fi
  if [ ${#value} -lt 16 ]; then
    if [ "${DEMO:-}" != true ]; then
      echo "The file $file has less than 16 characters; docs/containers.md says how the secrets are made" >&2
      exit 1
    fi
    echo "The demo's ${1#*=}, which everybody knows" >&2
  fi
  export "${1%%=*}=$value"
  shift
done
shift
exec "$@"
