# shellcheck shell=bash
# Shared by all scripts: where the repository is, lines that say what happens, help, packages, and the check for Swift.
# Sourced, not run; the caller has set -euo pipefail.

# The repository, whatever folder the script is called from.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly root
cd "$root" || exit

# Codes of sysexits.h, the same as the commands of stockpile use.
# shellcheck disable=SC2034 # not every script uses both
readonly exit_usage=64 exit_unavailable=69

# What is happening goes to standard error, so that a script's own answer can be piped.
step() { printf '==> %s\n' "$*" >&2; }

# fail CODE WORDS…: says why, and ends.
fail() {
    local code=$1
    shift
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit "$code"
}

# The comment at the head of a script is its help.
show_help() {
    awk 'NR == 1 { next } !/^#/ { exit } { sub(/^# ?/, ""); sub(/^Purpose: /, ""); print }' "$root/scripts/${0##*/}"
}

# Answers -h and --help when they come first.
help_if_asked() {
    case ${1-} in
        -h | --help)
            show_help
            exit 0
            ;;
    esac
}

readonly swift_wanted="Swift 6.3 or newer from https://www.swift.org/install/linux (then try: swift --version)"

require_swift_command() {
    command -v swift >/dev/null || fail "$exit_unavailable" "swift was not found; install $swift_wanted"
}

require_swift_version() {
    local words
    words=$(swift --version 2>&1) || fail "$exit_unavailable" "swift does not run (${words%%$'\n'*}); install $swift_wanted"
    [[ $words =~ Swift\ version\ ([0-9]+)\.([0-9]+) ]] ||
        fail "$exit_unavailable" "swift does not tell its version (${words%%$'\n'*}); install $swift_wanted"
    ((BASH_REMATCH[1] * 1000 + BASH_REMATCH[2] >= 6003)) ||
        fail "$exit_unavailable" "this is Swift ${BASH_REMATCH[1]}.${BASH_REMATCH[2]}; install $swift_wanted"
}

# prepare GROUP…: everything that has to be there before a build. Swift is looked for first, since packages cannot bring it;
# its version is asked afterwards, since without its libraries it does not start.
prepare() {
    require_swift_command
    install_packages "$@"
    require_swift_version
}

. "$root/scripts/lib/packages.sh"
