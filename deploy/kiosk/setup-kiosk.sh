#!/usr/bin/env bash
# Turns a Debian PC into a kiosk of the hall: full screen, restarted when it dies, no way out by touch or keyboard.
# Run it again after a change: it only changes what differs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

explain() {
    cat <<'END'
用法 · Usage: sudo deploy/kiosk/setup-kiosk.sh --server http://192.168.1.10:8000 [选项 options]
  --server URL    展厅服务的地址            the hall's server
  --volume N      开机音量 0–100（默认 70）   volume at start (70)
  --rotate N      画面与触摸一起旋转 90…270   turn the picture, and touch with it: 0, 90, 180, 270
  --output NAME   要旋转的接口，如 HDMI-A-1   the connector to turn, such as HDMI-A-1 (all)
  --keyboard      保留键盘（调试用）          keep the keyboard (for trying things out)
  --dry-run       只打印要做的事，什么都不改   print everything, change nothing
  --root DIR      写到 DIR 下面，只打印命令   write below DIR and only print the commands (to prepare a disk image)
END
}

server='' volume=70 rotate=0 output='' keyboard=no dry=no root=''
while [ $# -gt 0 ]; do
    case $1 in
        --server) server=${2:-} && shift ;;
        --volume) volume=${2:-} && shift ;;
        --rotate) rotate=${2:-} && shift ;;
        --output) output=${2:-} && shift ;;
        --root) root=${2:-} && shift ;;
        --keyboard) keyboard=yes ;;
        --dry-run) dry=yes ;;
        -h | --help) explain && exit 0 ;;
        *) explain >&2 && exit 2 ;;
    esac
    shift || { explain >&2 && exit 2; }
done

refuse() {
    echo "✕ $1" >&2
    echo "  $2" >&2
    exit 2
}

# The address goes into a policy and a shell's environment: nothing but a plain origin is let through.
[[ $server =~ ^https?://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?/?$ ]] \
    || refuse "--server 要像这样：http://192.168.1.10:8000" "--server must look like http://192.168.1.10:8000"
origin=${server%/}
[[ $volume =~ ^[0-9]{1,3}$ && $((10#$volume)) -le 100 ]] || refuse "--volume 要在 0 到 100 之间" "--volume must be between 0 and 100"
case $rotate in
    0 | 90 | 180 | 270) ;;
    *) refuse "--rotate 只能是 0、90、180 或 270" "--rotate must be 0, 90, 180 or 270" ;;
esac
[[ $output =~ ^[A-Za-z0-9-]*$ ]] || refuse "--output 是接口名，如 HDMI-A-1" "--output is a connector's name, such as HDMI-A-1"
if [ "$dry" = no ] && [ -z "$root" ] && [ "$(id -u)" -ne 0 ]; then
    refuse "需要 root 权限：前面加 sudo" "Root is needed: put sudo in front"
fi

changed=0

# Runs a command, or only prints it.
run() {
    if [ "$dry" = yes ] || [ -n "$root" ]; then
        printf '+ %s\n' "$*"
    else
        "$@"
    fi
}

# Writes standard input to a file when it is not already what stands there: put PATH MODE
put() {
    local path=$root$1 content
    content=$(cat && printf .) && content=${content%.}
    if [ "$dry" = yes ]; then
        printf '> %s (%s)\n' "$1" "$2"
        printf '%s' "$content" | sed 's/^/  | /'
    elif [ -f "$path" ] && printf '%s' "$content" | cmp -s - "$path" && [ "$(stat -c %a "$path")" = "$2" ]; then
        echo "= $1"
    else
        install -D -m "$2" /dev/null "$path"
        printf '%s' "$content" >"$path"
        echo "> $1"
        changed=1
    fi
}

# The graphics card's connectors, plugged in or not, unless one was named.
list_connectors() {
    if [ -n "$output" ]; then
        echo "$output"
    else
        find /sys/class/drm -maxdepth 1 -name 'card*-*' 2>/dev/null | sed 's#.*/card[0-9]*-##' | sort -u
    fi
}

packages=(weston chromium alsa-utils dbus libpam-systemd libgl1-mesa-dri fonts-noto-cjk)
missing=()
for package in "${packages[@]}"; do
    state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    if [ "$state" != installed ] || [ "$dry" = yes ]; then missing+=("$package"); fi
done
if [ ${#missing[@]} -gt 0 ]; then
    run apt-get -q update
    run env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "${missing[@]}"
fi

# A user without a password: nobody signs in as it, only the service becomes it.
if ! id kiosk >/dev/null 2>&1 || [ "$dry" = yes ]; then
    run useradd --create-home --user-group --shell /usr/sbin/nologin kiosk
fi
run usermod --append --groups audio,video,input,render kiosk

sed "s#@ORIGIN@#$origin#g" "$here/policy.json" | put /etc/chromium/policies/managed/zhanting.json 644
put /usr/local/share/zhanting-kiosk/waiting.html 644 <"$here/waiting.html"
put /usr/local/lib/zhanting-kiosk/browser.sh 755 <"$here/browser.sh"
put /etc/systemd/system/zhanting-kiosk.service 644 <"$here/zhanting-kiosk.service"
put /etc/systemd/logind.conf.d/zhanting-kiosk.conf 644 <"$here/logind.conf"
put /etc/zhanting-kiosk.conf 644 <<END
KIOSK_ADDRESS=$origin/kiosk
KIOSK_VOLUME=$((10#$volume))
END
{
    cat "$here/weston.ini"
    if [ "$rotate" != 0 ]; then
        for connector in $(list_connectors); do
            printf '\n[output]\nname=%s\ntransform=rotate-%s\n' "$connector" "$rotate"
        done
    fi
} | put /etc/zhanting-kiosk-weston.ini 644
# SysRq would work from a keyboard that the compositor does not listen to.
put /etc/sysctl.d/90-zhanting-kiosk.conf 644 <<<'kernel.sysrq = 0'
rules=/etc/udev/rules.d/90-zhanting-kiosk.rules
if [ "$keyboard" = no ]; then
    put "$rules" 644 <"$here/input.rules"
else
    put "$rules" 644 <<<'# The keyboard is kept (--keyboard).'
fi

run systemctl mask --quiet ctrl-alt-del.target sleep.target suspend.target hibernate.target hybrid-sleep.target
if [ "$changed" = 1 ] || [ "$dry" = yes ]; then
    run systemctl daemon-reload
    run sysctl --quiet --system
    run udevadm control --reload
    run udevadm trigger --subsystem-match=input
    run systemctl set-default --quiet multi-user.target
    run systemctl enable --quiet zhanting-kiosk.service
    run systemctl restart zhanting-kiosk.service
fi
echo "完成：请重新启动一次，屏幕上应出现六位配对码。"
echo "Done: restart the PC once; the screen should show a six-digit pairing code."
