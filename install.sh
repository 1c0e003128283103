#!/bin/sh
# Builds and installs Lifeboat, and what it needs. See --help.
set -eu

usage() {
    cat <<'HELP'
usage: ./install.sh [--yes] [--prefix DIR]                     build and install
       ./install.sh [--yes] [--prefix DIR] --rehearse [-- ARGS] and open a rehearsal in the lab
       ./install.sh [--yes] --test                              run every test

  --prefix DIR   where to install: DIR/bin/lifeboat, DIR/lib/lifeboat (default: ~/.local)
  --rehearse     afterwards start the lab on loopback and rehearse pachyderm-backup there;
                 what stands after -- goes to `lifeboat rehearse`
  --test         run the whole test suite instead of installing
  --yes          install missing packages without asking (so does CI=true in the environment)
  --help         this text

It needs a JDK (17 or newer), Maven and the PostgreSQL client programs, and offers to install
what is missing with the system's package manager. Apart from those packages it writes to this
folder (target/), the prefix, Lifeboat's state directory and Maven's cache, and nowhere else.
HELP
}

say() { printf '%s\n' "install: $*"; }
die() {
    printf '%s\n' "install: $1" >&2
    [ $# -lt 2 ] || printf '%s\n' "HINT: $2" >&2
    exit 2
}

# On a build server nobody can be asked.
if [ "${CI:-}" = true ]; then yes=true; else yes=false; fi
rehearse=false
test=false
prefix=${HOME:-/root}/.local
while [ $# -gt 0 ]; do
    case $1 in
        --yes | -y) yes=true ;;
        --rehearse) rehearse=true ;;
        --test) test=true ;;
        --prefix)
            [ $# -ge 2 ] || die "--prefix needs a directory"
            prefix=$2
            shift
            ;;
        --prefix=*) prefix=${1#--prefix=} ;;
        --help | -h)
            usage
            exit 0
            ;;
        --)
            shift
            break
            ;;
        *) die "unknown option $1" "./install.sh --help lists them." ;;
    esac
    shift
done
[ $# -eq 0 ] || $rehearse || die "arguments after -- go with --rehearse"
case $prefix in
    /*) ;;
    *) prefix=$PWD/$prefix ;;
esac
top=$(cd "$(dirname "$0")" && pwd)
cd "$top"
[ -f pom.xml ] || die "there is no pom.xml beside install.sh" "Run it from a clone of the repository."

# --- what is needed --------------------------------------------------------------------------

jdk_of() { # the major version of a javac, 0 if it does not answer
    "$1" -version 2>&1 | sed -n 's/^javac \(1\.\)\{0,1\}\([0-9][0-9]*\).*/\2/p' | head -n 1
}

find_jdk() { # sets JAVA_HOME to a JDK 17 or newer
    for candidate in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v javac || echo /none/bin/javac)")")")" \
        /usr/lib/jvm/java-17-openjdk* /usr/lib/jvm/java-2?-openjdk* /usr/lib/jvm/*; do
        if [ -n "$candidate" ] && [ -x "$candidate/bin/javac" ]; then
            major=$(jdk_of "$candidate/bin/javac")
            if [ "${major:-0}" -ge 17 ]; then
                JAVA_HOME=$candidate
                export JAVA_HOME
                return 0
            fi
        fi
    done
    return 1
}

package_manager() {
    for manager in apt-get dnf yum zypper apk pacman brew; do
        if command -v $manager >/dev/null 2>&1; then
            echo $manager
            return
        fi
    done
}

package_names() { # the packages of this manager for: jdk maven postgres
    case "$1:$2" in
        apt-get:jdk) echo openjdk-17-jdk-headless ;;
        dnf:jdk | yum:jdk) echo java-17-openjdk-devel ;;
        zypper:jdk) echo java-17-openjdk-devel ;;
        apk:jdk) echo openjdk17-jdk ;;
        pacman:jdk) echo jdk17-openjdk ;;
        brew:jdk) echo openjdk@17 ;;
        *:maven) echo maven ;;
        apt-get:postgres) echo postgresql-client ;;
        apk:postgres) echo postgresql-client ;;
        pacman:postgres) echo postgresql ;;
        brew:postgres) echo libpq ;;
        *:postgres) echo postgresql ;;
    esac
}

install_command() {
    manager=$1
    shift
    case $manager in
        apt-get) echo "apt-get install -y --no-install-recommends $*" ;;
        dnf | yum) echo "$manager install -y $*" ;;
        zypper) echo "zypper --non-interactive install $*" ;;
        apk) echo "apk add $*" ;;
        pacman) echo "pacman -S --noconfirm --needed $*" ;;
        brew) echo "brew install $*" ;;
    esac
}

missing=
describe=
find_jdk || { missing="$missing jdk" describe="$describe, a JDK 17 or newer"; }
command -v mvn >/dev/null 2>&1 || { missing="$missing maven" describe="$describe, Maven"; }
if ! command -v pg_dump >/dev/null 2>&1 || ! command -v pg_restore >/dev/null 2>&1 || ! command -v pg_dumpall >/dev/null 2>&1; then
    missing="$missing postgres" describe="$describe, the PostgreSQL client programs"
fi

if [ -n "$missing" ]; then
    say "missing:${describe#,}"
    manager=$(package_manager)
    [ -n "$manager" ] || die "no package manager that this script knows is on this machine" \
        "Install${describe#,} by hand, then run this again."
    packages=
    for need in $missing; do
        packages="$packages $(package_names "$manager" "$need")"
    done
    # shellcheck disable=SC2086 # a list of packages
    command=$(install_command "$manager" ${packages# })
    if [ "$(id -u)" -ne 0 ] && [ "$manager" != brew ]; then
        update=
        [ "$manager" != apt-get ] || update="sudo apt-get update && "
        die "installing packages needs root" "Run: ${update}sudo $command; then run this again."
    fi
    say "this will run: $command"
    if ! $yes; then
        [ -t 0 ] || die "nobody is there to ask" "Run it again with --yes, or install the packages first."
        printf 'install: go on? [y/N] '
        read -r answer || answer=
        case $answer in
            y | Y | yes) ;;
            *) die "nothing was installed" ;;
        esac
    fi
    if [ "$manager" = apt-get ]; then
        apt-get update || die "apt-get update failed" "Check the network and the package sources."
    fi
    $command || die "the package manager failed" "Its message stands above; repair it, then run this again."
    find_jdk || die "there is still no JDK 17 or newer" "Set JAVA_HOME to one."
fi
say "JDK $(jdk_of "$JAVA_HOME/bin/javac") at $JAVA_HOME, $(mvn -v 2>/dev/null | sed -n 's/.*\(Apache Maven [0-9][0-9.]*\).*/\1/p' | head -n 1), $(pg_dump --version)"

# The lab's own server has the client's major version, for machines that have no server programs.
client=$(pg_dump --version | sed -n 's/^pg_dump ([^)]*) \([0-9][0-9]*\).*/\1/p')
case $client in
    13) server=13.22.0 ;;
    14) server=14.22.0 ;;
    15) server=15.13.0 ;;
    16) server=16.13.0 ;;
    17) server=17.9.0 ;;
    *) server=18.3.0 ;;
esac
case $(uname -m) in
    x86_64 | amd64) platform=linux-amd64 ;;
    aarch64 | arm64) platform=linux-arm64v8 ;;
    *) platform=linux-amd64 ;;
esac
maven="mvn -B -Dpostgres.binaries.version=$server -Dpostgres.binaries.platform=$platform"

# Maven says a lot while it fetches and nothing while it compiles; this keeps it to a line now and then.
progress() {
    awk '
        /Downloaded from/ { fetched++; if (fetched % 50 == 0) { print "install: " fetched " files fetched"; fflush() } next }
        /Downloading from|^Progress/ { next }
        /^\[INFO\] --- / { print "install: " $3; fflush(); next }
        /Tests run:|Running |ERROR|FAIL|BUILD/ { print; fflush() }
        { print > log_file }
    ' log_file="$1"
}

run_maven() { # log, arguments: Maven with its progress; its exit code is kept in a file, for sh has no pipefail
    log=$1
    shift
    mkdir -p target
    status=target/maven.status
    # shellcheck disable=SC2086 # a list of options
    { $maven "$@" 2>&1 && echo 0 >"$status.new" || echo $? >"$status.new"; } | progress "$log"
    code=$(cat "$status.new" 2>/dev/null || echo 1)
    rm -f "$status.new"
    return "$code"
}

if $test; then
    say "running every test"
    # Maven's own words, whole: this is what CI reads.
    # shellcheck disable=SC2086
    exec $maven -ntp verify
fi

# --- build and install -------------------------------------------------------------------------

say "building; the first time Maven fetches about 200 libraries (whole log: target/install.log)"
run_maven target/install.log -DskipTests package ||
    die "the build failed" "The end of target/install.log says why; without network Maven cannot fetch its libraries."

say "installing into $prefix"
new=$prefix/lib/lifeboat.new
old=$prefix/lib/lifeboat.old
mkdir -p "$prefix/bin" "$prefix/lib" || die "cannot write to $prefix" "Choose another place with --prefix DIR."
rm -rf "$new" "$old"
mkdir -p "$new/lib"
cp target/lifeboat-*.jar "$new/lifeboat.jar"
cp target/lib/*.jar "$new/lib/"
cp -R runbooks themes "$new/"
if [ -d "$prefix/lib/lifeboat" ]; then
    mv "$prefix/lib/lifeboat" "$old"
fi
mv "$new" "$prefix/lib/lifeboat"
rm -rf "$old"
cp src/main/sh/lifeboat "$prefix/bin/lifeboat.new"
chmod 755 "$prefix/bin/lifeboat.new"
mv "$prefix/bin/lifeboat.new" "$prefix/bin/lifeboat"
say "installed $("$prefix/bin/lifeboat" --version) as $prefix/bin/lifeboat"
case ":${PATH:-}:" in
    *":$prefix/bin:"*) ;;
    *) say "to call it by its name: export PATH=\"$prefix/bin:\$PATH\"" ;;
esac

if $rehearse; then
    say "starting the lab and the rehearsal"
    exec "$prefix/bin/lifeboat" rehearse "$@"
fi
say "next: lifeboat --help, or a rehearsal: lifeboat rehearse pachyderm-backup"
