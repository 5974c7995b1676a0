# Sourced by the scripts here: makes sure of Node, Chromium and the npm packages, which go into a cache outside the clone,
# in the locked versions. NIANBAO_WEB_CACHE names the cache, CHROMIUM the browser.
need() {
    command -v "$1" >/dev/null || { echo "$0: $1 is missing ($2)" >&2; exit 2; }
}
need node "Node 20 or newer"
need npm "comes with Node"
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
need "${CHROMIUM:-chromium}" "apt-get install chromium"

root=${NIANBAO_WEB_CACHE:-$HOME/.cache/nianbao/web}
# One folder per lock file, so that a change of versions installs anew.
cache=$root/$(cksum <"$here/package-lock.json" | cut -d ' ' -f 1)
if [ ! -e "$cache/installed" ]; then
    mkdir -p "$cache"
    cp "$here/package.json" "$here/package-lock.json" "$cache/"
    (cd "$cache" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2)
    touch "$cache/installed"
fi

# Pages are looked at in the program's own faces: a machine has any faces, or none for Chinese.
cat >"$cache/fonts.conf" <<END
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
<dir>$here/../../fonts</dir>
<cachedir>$cache/faces</cachedir>
<alias><family>sans-serif</family><prefer><family>Noto Sans SC</family></prefer></alias>
<alias><family>serif</family><prefer><family>Noto Serif SC</family></prefer></alias>
</fontconfig>
END

export CHROMIUM NIANBAO_WEB_MODULES="$cache" FONTCONFIG_FILE="$cache/fonts.conf"
