# shellcheck shell=bash
# Debian packages: which are missing, and how they are installed. Sourced by common.sh.

readonly package_list=$root/scripts/lib/packages
readonly postgres_oldest=15

# packages_of GROUP…: the names, one a line.
packages_of() {
    local group
    for group in "$@"; do
        awk -v group="$group" '$1 == group { print $2 }' "$package_list"
    done
}

# The newest PostgreSQL server of this machine by major version, 0 without one.
postgres_version() {
    local newest=0 program version
    for program in /usr/lib/postgresql/*/bin/postgres /usr/local/pgsql/bin/postgres; do
        [[ -x $program ]] || continue
        [[ $("$program" --version) =~ [0-9]+ ]] || continue
        version=${BASH_REMATCH[0]}
        ((version <= newest)) || newest=$version
    done
    printf '%s\n' "$newest"
}

# missing_packages GROUP…: what is not installed, neither by name nor as what another package provides.
missing_packages() {
    local installed names name
    # shellcheck disable=SC2016 # the format is dpkg-query's own, not the shell's
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package} ${Provides}\n' |
        awk '$1 == "installed" { gsub(/\([^)]*\)|,/, ""); for (i = 2; i <= NF; i++) print $i }')
    names=$(packages_of "$@")
    for name in $names; do
        if [[ $name == postgresql ]] && (($(postgres_version) >= postgres_oldest)); then continue; fi
        grep -qxF -- "$name" <<<"$installed" || printf '%s\n' "$name"
    done
}

# as_root COMMAND…: as it is when root, else through sudo.
as_root() {
    if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# apt_install NAME…
apt_install() {
    as_root apt-get update -q >&2 || step "the package lists could not be renewed; trying with the ones there are"
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=120 "$@" >&2
}

# Debian's postgresql makes and starts a cluster named main. Stockpile keeps its own, so for this one installation
# a setting of postgresql-common's says no; it is taken away again, and a machine that has clusters is left as it is.
apt_install_without_main_cluster() (
    local folder=/etc/postgresql-common/createcluster.d
    local setting=$folder/stockpile-installation.conf
    trap 'as_root rm -f "$setting"' EXIT
    as_root mkdir -p "$folder"
    printf 'create_main_cluster = false\n' | as_root tee "$setting" >/dev/null
    apt_install "$@"
)

has_clusters() { compgen -G '/etc/postgresql/*/*/postgresql.conf' >/dev/null; }

# install_packages GROUP…: installs what is missing; does nothing when all is there.
install_packages() {
    if ! command -v apt-get >/dev/null; then
        step "packages: not a Debian system; needed under their names here: $(packages_of "$@" | tr '\n' ' ')"
        return
    fi
    local names missing install=apt_install
    names=$(missing_packages "$@") || fail 1 "the packages of this machine could not be looked through"
    read -r -d '' -a missing <<<"$names" || true
    if ((${#missing[@]} == 0)); then
        step "packages: all there"
        return
    fi
    if ((EUID != 0)) && ! command -v sudo >/dev/null; then
        fail "$exit_unavailable" "packages are missing and there is no sudo; as root: apt-get install ${missing[*]}"
    fi
    step "packages: installing ${missing[*]}"
    if [[ " ${missing[*]} " == *" postgresql "* ]] && ! has_clusters; then install=apt_install_without_main_cluster; fi
    "$install" "${missing[@]}" || fail "$exit_unavailable" "packages could not be installed: ${missing[*]}"
    if [[ " ${missing[*]} " == *" postgresql "* ]] && (($(postgres_version) < postgres_oldest)); then
        fail "$exit_unavailable" "this system's PostgreSQL is older than $postgres_oldest; see https://www.postgresql.org/download/linux/debian/"
    fi
}
