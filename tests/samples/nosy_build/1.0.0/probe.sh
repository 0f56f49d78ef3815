# Prints one word for each thing that a build should not be able to do.
port=$1
if [ -n "$port" ] && (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo loopback; fi
if grep -qvE '^ *lo:|^Inter|^ face' /proc/net/dev 2>/dev/null; then echo interface; fi
real_home=$(getent passwd "$(id -u)" | cut -d: -f6)
if [ -n "$real_home" ] && echo nosy 2>/dev/null > "$real_home/.howdah-nosy"; then echo home; fi
if echo nosy 2>/dev/null > /usr/howdah-nosy; then echo usr; fi
if [ -n "$SSH_AUTH_SOCK$DBUS_SESSION_BUS_ADDRESS$DISPLAY$PGPASSWORD" ]; then echo environment; fi
exit 0
