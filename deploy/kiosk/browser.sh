#!/usr/bin/env bash
# What the kiosk's compositor runs: Chromium on the hall's kiosk page, for good; when it ends, the service starts it again.
set -euo pipefail
: "${KIOSK_ADDRESS:?}" "${KIOSK_VOLUME:=70}"

profile="$HOME/chromium"
mkdir -p "$profile"
# A profile locked by a browser that lost its power would ask a question that nobody answers.
rm -f "$profile"/Singleton*

amixer -q sset Master "$KIOSK_VOLUME%" unmute 2>/dev/null || true

known=0
if [ -d "$profile/Default/Service Worker/ScriptCache" ]; then known=1; fi

flags=(
    --kiosk
    --ozone-platform=wayland
    --user-data-dir="$profile"
    --password-store=basic
    --no-first-run
    --no-default-browser-check
    --noerrdialogs
    --hide-crash-restore-bubble
    --disable-session-crashed-bubble
    --disable-sync
    --disable-component-update
    --disable-background-networking
    # V-15: the browser's own gestures are off.
    --disable-pinch
    --overscroll-history-navigation=0
    --touch-events=enabled
    "--disable-features=Translate,OverscrollHistoryNavigation,TouchpadOverscrollHistoryNavigation,MediaRouter"
    --autoplay-policy=no-user-gesture-required
    # A kiosk is always in front: its timers must run at full speed when a screen sleeps behind its back.
    --disable-background-timer-throttling
    --disable-renderer-backgrounding
)
exec chromium "${flags[@]}" "file:///usr/local/share/zhanting-kiosk/waiting.html#$KIOSK_ADDRESS,$known"
