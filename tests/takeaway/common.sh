# shellcheck shell=bash
# For the scripts beside it: which cargo builds for a target, a copy of an example, and a report.
# Says what was skipped and how to install it; with --strict, a skip is a failure.
set -euo pipefail

case "${1-}" in
    --strict) strict=yes ;;
    '') strict=no ;;
    *)
        echo "usage: $0 [--strict]" >&2
        exit 2
        ;;
esac

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$root/target/takeaway
mkdir -p "$work"
export CARGO_TARGET_DIR=$work/build

log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0 failed=0 skipped=0 began=$SECONDS

pass() {
    passed=$((passed + 1))
    printf 'passed   %-44s %4d s  %s\n' "$1" "$((SECONDS - began))" "${2-}"
    began=$SECONDS
}

fail() {
    failed=$((failed + 1))
    printf 'FAILED   %-44s %4d s\n' "$1" "$((SECONDS - began))"
    tail -n 40 "$log" | sed 's/^/    /'
    began=$SECONDS
}

# What is checked, then why it is not, or an empty word.
lacks() {
    [ -n "$2" ] || return 1
    skipped=$((skipped + 1))
    printf 'skipped  %-44s         %s\n' "$1" "$2"
}

# What is checked, then a command.
check() {
    local name=$1
    shift
    if "$@" >"$log" 2>&1; then pass "$name"; else fail "$name"; fi
}

finish() {
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    [ "$failed" = 0 ] && { [ "$strict" = no ] || [ "$skipped" = 0 ]; }
}

# What to install for a program that is not here: pairs of a program and Debian's package.
missing() {
    local packages=()
    while [ $# -gt 0 ]; do
        command -v "$1" >/dev/null || packages+=("$2")
        shift 2
    done
    if [ ${#packages[@]} -gt 0 ]; then echo "apt-get install ${packages[*]}"; fi
}

has_target() {
    [ -d "$(rustc --print target-libdir --target "$1")" ]
}

# Of one version, or Debian's rustc cannot build Debian's `core`.
has_debian() {
    local versions
    # shellcheck disable=SC2016
    versions=$(dpkg-query -W -f '${Version}\n' rustc-web rust-web-src 2>/dev/null) &&
        dpkg-query -W cargo-web >/dev/null 2>&1 && [ "$(sort -u <<<"$versions" | wc -l)" = 1 ]
}

linker() {
    find "$(rustc --print sysroot)/lib/rustlib" -name rust-lld -path '*/bin/*' | head -n 1
}

# What to install for a target, or nothing.
missing_target() {
    if ! has_target "$1" && ! { has_debian && [ -n "$(linker)" ]; }; then
        echo "rustup target add $1 (or apt-get install rustc-web cargo-web rust-web-src)"
    fi
}

# A command whose `cargo` builds for the target: rustup's, or else Debian's, which builds `core` itself
# and borrows the linker.
for_target() {
    local target=$1 variable=${1//-/_} lld
    shift
    if has_target "$target"; then
        "$@"
    else
        lld=$(linker)
        env PATH="/usr/bin:/bin:$PATH" RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=core \
            "CARGO_TARGET_${variable^^}_LINKER=$lld" "$@"
    fi
}

# A copy of an example elsewhere, as one who takes it away has it; its manifest names xornet's new place.
take_away() {
    local from=$root/examples/$1 copy=$work/$1
    rm -rf "$copy"
    mkdir "$copy"
    # With the times of the files, so that cargo builds only what is new.
    tar -C "$from" --exclude=./target -c . | tar -C "$copy" -x
    # But not the models: another copy with another model is built in the same folder.
    touch "$copy"/models/*
    grep -q '"\.\./\.\./xornet"' "$copy/Cargo.toml"
    sed -i "s|\"\.\./\.\./xornet\"|\"$root/xornet\"|" "$copy/Cargo.toml"
    cmp "$root/models/$2" "$copy/models/$(basename "$2")"
}

# The tests of pages, with the packages that they need.
browser=$work/browser
install_browser_tests() {
    mkdir -p "$browser"
    cp -R "$root"/tests/takeaway/browser/. "$browser"
    npm ci --prefix "$browser" --no-audit --no-fund --ignore-scripts
}

# Starts the `run` of an example that is a page, for WebAssembly, and sets `url` once the server has printed the page's
# address. A process group of its own, to be ended whole.
serve() {
    local served=$work/served
    : >"$served"
    set -m
    for_target wasm32-unknown-unknown ./run 0 >"$served" 2>&1 &
    server=$!
    set +m
    trap 'kill -- -$server 2>/dev/null; rm -f "$log"' EXIT
    for _ in {1..600}; do
        url=$(sed -n 's/^Serving HTTP.*(\(http.*\)).*/\1/p' "$served")
        if [ -n "$url" ] || ! kill -0 $server; then break; fi
        sleep 0.1
    done
}
