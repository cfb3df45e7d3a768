vcl 4.1;

# /etc/varnish/newsroom.vcl: Varnish 6.6 or newer in front of the newspaper.
#
#     varnishd -a :6081 -f /etc/varnish/newsroom.vcl -s default,1g -s Transient=default,256m

import std;

# --- what differs from site to site ---------------------------------------------------------------

backend newsroom {
    .host = "127.0.0.1";
    .port = "8000";
    .connect_timeout = 3s;
    .first_byte_timeout = 30s;
    .between_bytes_timeout = 15s;
    .probe = { .url = "/health/live"; .interval = 1s; .timeout = 2s; .window = 3; .threshold = 2; .initial = 2; }
}

# Our own machines: they may say where a visitor comes from, and that something has changed.
acl ours {
    "localhost";
    "127.0.0.1";
    "::1";
}

sub read_secret {
    # Holds what PURGE_SECRET holds; readable for Varnish and for nobody else.
    set req.http.X-Secret-Here = regsub(std.fileread("/etc/varnish/newsroom.secret"), "\s+$", "");
}

# --- the same for every site ----------------------------------------------------------------------

sub vcl_recv {
    if (req.restarts == 0) {
        unset req.http.X-Last;
        unset req.http.X-Form;
        unset req.http.X-Secret-Here;
        if (client.ip !~ ours) {
            # What strangers say of themselves is thrown away.
            set req.http.X-Forwarded-For = client.ip;
            if (std.port(server.ip) == 443) { set req.http.X-Forwarded-Proto = "https"; }
            else { set req.http.X-Forwarded-Proto = "http"; }
            unset req.http.X-Forwarded-Host;
            unset req.http.X-Accel-Mapping;
            unset req.http.Forwarded;
        }
    }

    if (req.method == "PURGE") {
        call purge_tags;
    }
    if (req.method !~ "^(GET|HEAD|POST|OPTIONS)$") {
        return (synth(405, "Method Not Allowed"));
    }
    if (req.url ~ "^/metrics" && client.ip !~ ours) {
        return (synth(404, "Not Found"));
    }

    # The desk, drafts, forms, logins; and pictures, of which the site says each time who may see them.
    if (req.method !~ "^(GET|HEAD)$" || req.http.Authorization ||
        req.http.Cookie ~ "(^|;\s*)desk=" || req.url ~ "^/(admin|preview|media|files|health|metrics)(/|$|\?)") {
        return (pass);
    }

    # A page is kept in three forms at most, whatever browsers say of themselves.
    set req.http.X-Form = "plain";
    if (req.http.Accept-Encoding ~ "(?i)(^|,)\s*br\s*(,|$|;\s*q=(1|0\.0*[1-9]))") {
        set req.http.X-Form = "br";
    } elsif (req.http.Accept-Encoding ~ "(?i)(^|,)\s*gzip\s*(,|$|;\s*q=(1|0\.0*[1-9]))") {
        set req.http.X-Form = "gzip";
    }
    if (req.http.X-Last == "wanted anew" && std.healthy(req.backend_hint)) {
        set req.grace = 0s;
    }
    return (hash);
}

sub vcl_hash {
    hash_data(req.http.X-Forwarded-Proto);
    hash_data(req.http.X-Form);
}

sub vcl_hit {
    # Older than its second. While the site answers it is asked whether the page is still the same;
    # a page that nobody asked for since yesterday would otherwise be sent as of yesterday.
    if (obj.ttl <= 0s && !req.http.X-Last && std.healthy(req.backend_hint)) {
        set req.http.X-Last = "wanted anew";
        return (restart);
    }
}

sub vcl_backend_fetch {
    if (bereq.http.X-Form == "plain") {
        unset bereq.http.Accept-Encoding;
    } elsif (bereq.http.X-Form) {
        set bereq.http.Accept-Encoding = bereq.http.X-Form;
    }
    unset bereq.http.X-Form;
}

sub vcl_backend_response {
    # There is a page as it last was: better than an apology.
    if (beresp.status >= 500 && bereq.http.X-Last) {
        return (abandon);
    }
    # Kept is what the site calls public, what it says depends on nothing but the form, and nothing
    # that holds a cookie; of all else is remembered for a while that readers need not wait in line.
    if (bereq.uncacheable || beresp.status >= 500 || beresp.http.Set-Cookie ||
        beresp.http.Cache-Control !~ "(?i)\bpublic\b" ||
        (beresp.http.Vary && beresp.http.Vary !~ "(?i)^\s*accept-encoding\s*$")) {
        set beresp.uncacheable = true;
        set beresp.ttl = 60s;
        if (beresp.status >= 500) { set beresp.ttl = 0s; }
        return (deliver);
    }
    # The form is part of the key; browsers word the header in a hundred ways.
    set beresp.http.X-Vary = beresp.http.Vary;
    unset beresp.http.Vary;
    # For how long the last page is good enough while the site is away. What is not there is
    # forgotten within the second: whoever asks for it pushes nothing out.
    set beresp.keep = 0s;
    if (beresp.status == 200) { set beresp.grace = 24h; } else { set beresp.grace = 0s; }
    return (deliver);
}

sub vcl_backend_error {
    if (bereq.http.X-Last) {
        return (abandon);
    }
}

sub vcl_synth {
    if (resp.status == 503 && req.http.X-Last == "wanted anew") {
        set req.http.X-Last = "will do";
        return (restart);
    }
}

sub vcl_deliver {
    if (resp.http.X-Vary) {
        set resp.http.Vary = resp.http.X-Vary;
        unset resp.http.X-Vary;
    }
    if (obj.uncacheable) { set resp.http.X-Cache = "PASS"; }
    elsif (obj.hits == 0) { set resp.http.X-Cache = "MISS"; }
    elsif (obj.ttl <= 0s) { set resp.http.X-Cache = "STALE"; }
    else { set resp.http.X-Cache = "HIT"; }
    # For us alone.
    unset resp.http.Cache-Tag;
    unset resp.http.X-Accel-Expires;
    unset resp.http.Via;
    unset resp.http.X-Varnish;
}

# PURGE with the header Cache-Tag: everything that shows one of these is forgotten. The ban names
# nothing but the object, so that Varnish works through it in the background.
sub purge_tags {
    call read_secret;
    if (client.ip !~ ours || !req.http.X-Secret-Here || req.http.X-Purge-Secret != req.http.X-Secret-Here) {
        return (synth(403, "Forbidden"));
    }
    if (req.http.Cache-Tag == "*") {
        ban("obj.status != 0");
        return (synth(200, "Purged"));
    }
    if (req.http.Cache-Tag !~ "^[a-z0-9:_-]+(,[a-z0-9:_-]+)*$") {
        return (synth(400, "Bad Request"));
    }
    ban("obj.http.Cache-Tag ~ (^|,)(" + regsuball(req.http.Cache-Tag, ",", "|") + ")(,|$)");
    return (synth(200, "Purged"));
}
