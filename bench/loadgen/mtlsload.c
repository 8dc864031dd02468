/*
 * mtlsload - a small, cheap and checkable load generator for HTTP/1.1 over
 * mutual TLS.  One thread, one epoll loop, non-blocking OpenSSL.
 *
 * It plays a fleet of devices.  Each device has its own certificate, chain and
 * private key (one PEM file per device, all in one folder) and the devices take
 * turns round robin.  Three shapes of load:
 *
 *   full       a new TCP connection and a full TLS handshake for each request
 *   resume     a new TCP connection for each request; the handshake resumes the
 *              session that the same device got last time (ticket or session id)
 *   keepalive  connections stay open and carry many requests
 *   hello      a new TCP connection, a ClientHello that was made beforehand, the
 *              first bytes of the answer, and away: a storm of connections that
 *              costs this program next to nothing and the server a key exchange
 *              and a signature each
 *
 * In shape keepalive, -x pairs connections: the first half of the slots plays one
 * half of the devices, the second half the other, and slot i and its partner take
 * turns.  With two certificates of one device in the two halves, each request
 * comes with another certificate than the one before.
 *
 * Closed loop (default): -c slots, each starts its next operation at once.
 * Open loop (-r RATE): operations are due at fixed times; latency is counted
 * from the due time, so that a server that stalls cannot hide the stall
 * (no "coordinated omission").
 *
 * What it counts is what an operator pays: CPU time of the server processes
 * (-p PID[,PID...], utime+stime from /proc/PID/stat) per good answer.
 *
 * Only loopback targets (127.0.0.0/8) are accepted, and both the number of
 * operations (-n) and the time (-d) are bounded.
 *
 * Exit status: 0 all answers good, 1 bad usage, 2 some answers failed,
 * 3 no good answer at all.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <signal.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

/* ------------------------------------------------------------------ util */

static void die(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fprintf(stderr, "mtlsload: ");
    vfprintf(stderr, fmt, ap);
    fprintf(stderr, "\n");
    va_end(ap);
    exit(1);
}

static uint64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000ull + (uint64_t)t.tv_nsec;
}

static void *xalloc(size_t n, size_t size)
{
    void *p = calloc(n ? n : 1, size);
    if (!p)
        die("out of memory");
    return p;
}

/* ------------------------------------------------- log-linear histogram
 * Values in microseconds.  64 steps per octave: error below 1.6 %. */

#define HSUB 64
#define HSIZE (HSUB * 34)

struct hist {
    uint64_t n, sum, max;
    uint64_t bucket[HSIZE];
};

static unsigned hist_index(uint64_t v)
{
    if (v < HSUB)
        return (unsigned)v;
    unsigned msb = 63u - (unsigned)__builtin_clzll(v);
    unsigned shift = msb - 6;                 /* keeps 7 significant bits */
    unsigned i = (shift + 1) * HSUB + (unsigned)((v >> shift) - HSUB);
    return i < HSIZE ? i : HSIZE - 1;
}

static uint64_t hist_value(unsigned i)
{
    if (i < HSUB)
        return i;
    unsigned shift = i / HSUB - 1;
    return ((uint64_t)(i % HSUB + HSUB) << shift) + (((uint64_t)1 << shift) >> 1);
}

static void hist_add(struct hist *h, uint64_t us)
{
    h->n++;
    h->sum += us;
    if (us > h->max)
        h->max = us;
    h->bucket[hist_index(us)]++;
}

static uint64_t hist_q(const struct hist *h, double q)
{
    if (!h->n)
        return 0;
    uint64_t want = (uint64_t)(q * (double)h->n + 0.5), seen = 0;
    if (want < 1)
        want = 1;
    for (unsigned i = 0; i < HSIZE; i++) {
        seen += h->bucket[i];
        if (seen >= want)
            return hist_value(i) < h->max ? hist_value(i) : h->max;
    }
    return h->max;
}

/* ------------------------------------------------------------- settings */

enum mode { FULL, RESUME, KEEPALIVE, HELLO };

static enum mode mode = FULL;
static struct sockaddr_in target;
static int nslots = 8;
static uint64_t max_ops = 10000;         /* counted operations, bounded */
static double max_secs = 30, warm_secs = 0;
static uint64_t warm_ops = 0;            /* operations before counting begins */
static int pairs = 0;                    /* slots take turns two by two */
static double rate = 0;                  /* 0: closed loop */
static uint64_t reqs_per_conn = 0;       /* keepalive: 0 = no limit */
static int nsources = 1;                 /* how many source addresses */
static int first_source = 1;             /* the first of them, 127.0.0.K */
static int send_close = 0, chain_header = 0, json_out = 0, leaf_only = 0, reuse_tickets = 0;
static int read_timeout_ms = 10000;
static const char *method = "POST", *path = "/", *host = "localhost";
static const char *body = "", *body_type = "application/json";
static const char *expect = NULL, *sample_file = NULL, *ca_file = NULL;
static const char *curves = NULL, *ciphers = NULL, *label = "";
static int tls_min = TLS1_2_VERSION, tls_max = TLS1_3_VERSION;
static char *extra_headers = NULL;
static size_t extra_headers_len = 0;
static int pids[64], npids = 0;
static FILE *each = NULL;                /* a line for each counted operation */
static int64_t since_1970_ns = 0;        /* what to add to now_ns() */

/* -------------------------------------------------------------- devices */

struct device {
    SSL_CTX *ctx;
    SSL_SESSION *session;    /* newest resumable session, or NULL */
    char *request;           /* whole HTTP request, built once; in shape hello a ClientHello */
    size_t request_len;
    int busy;                /* a slot plays this device now */
};

static struct device *devices;
static int ndevices, next_device;

/* A session is moved out when used (TLS 1.3 tickets are for one use) and the
 * newest one that the server issues is kept; see slot_connect. */
static int on_new_session(SSL *ssl, SSL_SESSION *s)
{
    struct device *d = SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), 0);
    if (d->session)
        SSL_SESSION_free(d->session);
    d->session = s;
    return 1;                /* we keep the reference */
}

/* The PEM certificates of a file on one line: line ends become blanks. */
static char *pem_one_line(const char *file)
{
    FILE *f = fopen(file, "r");
    if (!f)
        die("cannot open %s", file);
    char *line = NULL, *out = NULL;
    size_t cap = 0, len = 0, in = 0;
    ssize_t n;
    while ((n = getline(&line, &cap, f)) > 0) {
        while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
            line[--n] = 0;
        if (strstr(line, "BEGIN CERTIFICATE"))
            in = 1;
        if (in) {
            out = realloc(out, len + (size_t)n + 2);
            if (!out)
                die("out of memory");
            if (len)
                out[len++] = ' ';
            memcpy(out + len, line, (size_t)n);
            len += (size_t)n;
            out[len] = 0;
        }
        if (strstr(line, "END CERTIFICATE"))
            in = 0;
    }
    free(line);
    fclose(f);
    return out;
}

/* "{device}" in a template becomes the device's name: its file name less .pem */
static char *with_name(const char *tmpl, const char *name)
{
    char *out = xalloc(1, strlen(tmpl) + 1), *hit;
    strcpy(out, tmpl);
    while ((hit = strstr(out, "{device}"))) {
        char *next = NULL;
        if (asprintf(&next, "%.*s%s%s", (int)(hit - out), out, name, hit + 8) < 0)
            die("out of memory");
        free(out);
        out = next;
    }
    return out;
}

/* In shape hello all of a connection that is sent: the first flight of a handshake. */
static void client_hello(struct device *d)
{
    SSL *ssl = SSL_new(d->ctx);
    BIO *in = BIO_new(BIO_s_mem()), *out = BIO_new(BIO_s_mem());
    char *bytes = NULL;
    if (!ssl || !in || !out)
        die("out of memory");
    SSL_set_bio(ssl, in, out);               /* ssl owns both now */
    SSL_set_tlsext_host_name(ssl, host);
    SSL_set_connect_state(ssl);
    SSL_do_handshake(ssl);                   /* stops where it wants an answer */
    long len = BIO_get_mem_data(out, &bytes);
    if (len <= 0)
        die("no ClientHello was made");
    d->request = xalloc(1, (size_t)len);
    memcpy(d->request, bytes, (size_t)len);
    d->request_len = (size_t)len;
    SSL_free(ssl);
    ERR_clear_error();
}

static void device_load(struct device *d, const char *file)
{
    char name[128];
    const char *slash = strrchr(file, '/');
    snprintf(name, sizeof name, "%s", slash ? slash + 1 : file);
    if (strlen(name) > 4)
        name[strlen(name) - 4] = 0;          /* .pem */
    d->ctx = SSL_CTX_new(TLS_client_method());
    if (!d->ctx)
        die("SSL_CTX_new failed");
    SSL_CTX_set_min_proto_version(d->ctx, tls_min);
    SSL_CTX_set_max_proto_version(d->ctx, tls_max);
    SSL_CTX_set_mode(d->ctx, SSL_MODE_RELEASE_BUFFERS);
    if (curves && SSL_CTX_set1_groups_list(d->ctx, curves) != 1)
        die("bad list of groups: %s", curves);
    if (ciphers && SSL_CTX_set_cipher_list(d->ctx, ciphers) != 1)
        die("bad list of ciphers: %s", ciphers);
    if (ca_file) {
        if (SSL_CTX_load_verify_locations(d->ctx, ca_file, NULL) != 1)
            die("cannot load %s", ca_file);
        SSL_CTX_set_verify(d->ctx, SSL_VERIFY_PEER, NULL);
    }
    if (leaf_only) {
        /* devices that send their leaf only (chain in a header, or none) */
        if (SSL_CTX_use_certificate_file(d->ctx, file, SSL_FILETYPE_PEM) != 1)
            die("no certificate in %s", file);
        SSL_CTX_set_mode(d->ctx, SSL_MODE_NO_AUTO_CHAIN);
    } else if (SSL_CTX_use_certificate_chain_file(d->ctx, file) != 1) {
        die("no certificate in %s", file);
    }
    if (SSL_CTX_use_PrivateKey_file(d->ctx, file, SSL_FILETYPE_PEM) != 1)
        die("no private key in %s", file);
    SSL_CTX_set_ex_data(d->ctx, 0, d);
    if (mode == RESUME) {
        SSL_CTX_set_session_cache_mode(d->ctx,
            SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
        SSL_CTX_sess_set_new_cb(d->ctx, on_new_session);
    } else {
        SSL_CTX_set_session_cache_mode(d->ctx, SSL_SESS_CACHE_OFF);
    }
    if (mode == HELLO) {
        client_hello(d);
        return;
    }

    char *chain = chain_header ? pem_one_line(file) : NULL;
    char *dpath = with_name(path, name), *dbody = with_name(body, name);
    char *dextra = extra_headers ? with_name(extra_headers, name) : NULL;
    char *req = NULL;
    int n = asprintf(&req,
        "%s %s HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\n"
        "%s%s%s%s%s%s%s"
        "Content-Length: %zu\r\n\r\n%s",
        method, dpath, host,
        *body ? "Content-Type: " : "", *body ? body_type : "", *body ? "\r\n" : "",
        send_close && mode != KEEPALIVE ? "Connection: close\r\n" : "",
        chain ? "X-Ssl-Cert-Chain: " : "", chain ? chain : "", chain ? "\r\n" : "",
        strlen(dbody), dbody);
    if (n < 0)
        die("out of memory");
    if (dextra) {            /* after the request line */
        size_t extra_len = strlen(dextra);
        char *eol = strstr(req, "\r\n") + 2;
        size_t head = (size_t)(eol - req);
        char *r2 = xalloc(1, (size_t)n + extra_len + 1);
        memcpy(r2, req, head);
        memcpy(r2 + head, dextra, extra_len);
        memcpy(r2 + head + extra_len, eol, (size_t)n - head);
        free(req);
        req = r2;
        n += (int)extra_len;
    }
    free(chain);
    free(dpath);
    free(dbody);
    free(dextra);
    d->request = req;
    d->request_len = (size_t)n;
}

static int cmp_str(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void devices_load(const char *dir, int limit)
{
    DIR *dp = opendir(dir);
    if (!dp)
        die("cannot read folder %s", dir);
    char **names = NULL;
    int n = 0;
    for (struct dirent *e; (e = readdir(dp));) {
        size_t l = strlen(e->d_name);
        if (l < 5 || strcmp(e->d_name + l - 4, ".pem"))
            continue;
        names = realloc(names, (size_t)(n + 1) * sizeof *names);
        if (!names || asprintf(&names[n++], "%s/%s", dir, e->d_name) < 0)
            die("out of memory");
    }
    closedir(dp);
    if (!n)
        die("no *.pem in %s", dir);
    qsort(names, (size_t)n, sizeof *names, cmp_str);
    ndevices = limit > 0 && limit < n ? limit : n;
    devices = xalloc((size_t)ndevices, sizeof *devices);
    for (int i = 0; i < ndevices; i++)   /* spread over the folder */
        device_load(&devices[i], names[(int)((long)i * n / ndevices)]);
    for (int i = 0; i < n; i++)
        free(names[i]);
    free(names);
}

/* ---------------------------------------------------------------- slots */

enum state { IDLE, CONNECT, HANDSHAKE, SEND, RECV };

#define RBUF 32768

struct slot {
    enum state state;
    int fd, armed;           /* armed: epoll events now registered */
    SSL *ssl;
    struct device *dev;
    size_t sent, got, head_len, content_len;
    int status, chunked, close_after;
    uint64_t due, started, deadline, done_on_conn, turns;
    char buf[RBUF + 1];
};

static struct slot *slots;
static int ep;

static struct {
    uint64_t started, good, non2xx, s503, unexpected, e_connect, e_handshake, e_io,
        e_timeout, e_parse, warm_bad, resumed, fullhs, conns, bytes;
} c;
static struct hist h_total, h_handshake;
static int measuring, version_seen;
static char cipher_seen[64], group_seen[32], first_error[256];
static uint64_t ops_begun;
static int sample_done;

static void note_error(const char *what)
{
    if (!first_error[0]) {
        char e[160] = "";
        unsigned long code = ERR_peek_last_error();
        if (code)
            ERR_error_string_n(code, e, sizeof e);
        snprintf(first_error, sizeof first_error, "%s: %s%s%s", what, e,
                 errno ? " / " : "", errno ? strerror(errno) : "");
    }
    ERR_clear_error();
}

static void arm(struct slot *s, uint32_t events)
{
    if (s->armed == (int)events)
        return;
    struct epoll_event ev = { .events = events, .data.ptr = s };
    if (epoll_ctl(ep, s->armed ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, s->fd, &ev))
        die("epoll_ctl: %s", strerror(errno));
    s->armed = (int)events;
}

static void slot_close(struct slot *s, int clean)
{
    if (s->ssl) {
        if (clean) {
            ERR_clear_error();
            SSL_shutdown(s->ssl);            /* sends close_notify */
        } else {
            SSL_set_quiet_shutdown(s->ssl, 1);
            SSL_shutdown(s->ssl);
        }
        SSL_free(s->ssl);
        s->ssl = NULL;
    }
    if (s->fd >= 0)
        close(s->fd);
    s->fd = -1;
    s->armed = 0;
    s->state = IDLE;
    if (s->dev)
        s->dev->busy = 0;
    s->dev = NULL;
    ERR_clear_error();
}

static struct device *pick_device(void)
{
    for (int i = 0; i < ndevices; i++) {
        struct device *d = &devices[next_device];
        next_device = (next_device + 1) % ndevices;
        if (!d->busy)
            return d;
    }
    return &devices[next_device];            /* more slots than devices */
}

/* What follows once the TCP connection stands. */
static enum state after_connect(void)
{
    return mode == HELLO ? SEND : HANDSHAKE;
}

static int slot_dial(struct slot *s)
{
    if (connect(s->fd, (struct sockaddr *)&target, sizeof target) == 0) {
        s->state = after_connect();
        return 0;
    }
    if (errno != EINPROGRESS)
        return -1;
    s->state = CONNECT;
    arm(s, EPOLLOUT);
    return 0;
}

static int slot_connect(struct slot *s)
{
    static unsigned src;
    s->dev = pairs ? &devices[(s - slots) % ndevices] : pick_device();
    s->dev->busy = 1;
    s->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (s->fd < 0)
        die("socket: %s", strerror(errno));
    int one = 1;
    setsockopt(s->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (nsources > 1 || first_source > 1) {
        struct sockaddr_in a = { .sin_family = AF_INET };
        a.sin_addr.s_addr = htonl(INADDR_LOOPBACK - 1 + (unsigned)first_source + src++ % (unsigned)nsources);
        setsockopt(s->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
        if (bind(s->fd, (struct sockaddr *)&a, sizeof a))
            die("bind: %s", strerror(errno));
    }
    s->done_on_conn = 0;
    if (mode == HELLO)
        return slot_dial(s);
    s->ssl = SSL_new(s->dev->ctx);
    SSL_set_fd(s->ssl, s->fd);
    SSL_set_tlsext_host_name(s->ssl, host);
    if (mode == RESUME && s->dev->session) {
        SSL_set_session(s->ssl, s->dev->session);
        /* a TLS 1.3 ticket is for one use; older sessions serve until replaced */
        if (!reuse_tickets &&
            SSL_SESSION_get_protocol_version(s->dev->session) >= TLS1_3_VERSION) {
            SSL_SESSION_free(s->dev->session);
            s->dev->session = NULL;
        }
    }
    SSL_set_connect_state(s->ssl);
    return slot_dial(s);
}

static void slot_prepare_request(struct slot *s)
{
    s->sent = s->got = s->head_len = s->content_len = 0;
    s->status = s->chunked = s->close_after = 0;
    s->state = SEND;
}

/* 1 = whole answer there, 0 = more to come, -1 = not understood */
static int parse_answer(struct slot *s)
{
    if (!s->head_len) {
        s->buf[s->got] = 0;
        char *end = strstr(s->buf, "\r\n\r\n");
        if (!end)
            return s->got >= RBUF ? -1 : 0;
        s->head_len = (size_t)(end - s->buf) + 4;
        if (sscanf(s->buf, "HTTP/1.%*d %d", &s->status) != 1)
            return -1;
        int have_len = 0;
        for (char *l = strstr(s->buf, "\r\n") + 2; l < end + 2;
             l = strstr(l, "\r\n") + 2) {
            if (!strncasecmp(l, "content-length:", 15)) {
                s->content_len = strtoul(l + 15, NULL, 10);
                have_len = 1;
            } else if (!strncasecmp(l, "transfer-encoding:", 18)) {
                s->chunked = 1;
            } else if (!strncasecmp(l, "connection:", 11)) {
                char *v = l + 11;
                while (*v == ' ')
                    v++;
                if (!strncasecmp(v, "close", 5))
                    s->close_after = 1;
            }
        }
        if (s->status == 204 || s->status == 304)
            s->content_len = 0;
        else if (!have_len && !s->chunked)
            return -1;
        if (s->head_len + s->content_len > RBUF)
            return -1;
    }
    if (!s->chunked)
        return s->got >= s->head_len + s->content_len;
    /* chunked: walk the chunks each time; answers are small */
    size_t p = s->head_len;
    s->buf[s->got] = 0;
    for (;;) {
        char *eol = strstr(s->buf + p, "\r\n");
        if (!eol)
            return s->got >= RBUF ? -1 : 0;
        size_t n = strtoul(s->buf + p, NULL, 16);
        p = (size_t)(eol - s->buf) + 2 + n + 2;
        if (p > s->got)
            return p > RBUF ? -1 : 0;
        if (n == 0)
            return 1;
    }
}

/* When the operation was due and how long it took, in microseconds, and whether it was good. */
static void note_each(const struct slot *s, uint64_t t, int good)
{
    if (each)
        fprintf(each, "%lld %llu %d\n", (long long)(((int64_t)s->due + since_1970_ns) / 1000),
                (unsigned long long)((t - s->due) / 1000), good);
}

static void op_failed(struct slot *s, uint64_t *counter, const char *what)
{
    note_error(what);
    if (measuring) {
        (*counter)++;
        note_each(s, now_ns(), 0);
    } else
        c.warm_bad++;
    slot_close(s, 0);
}

static void op_done(struct slot *s, uint64_t t)
{
    s->done_on_conn++;
    s->buf[s->got] = 0;
    int ok = s->status >= 200 && s->status < 300;
    int match = !expect || strstr(s->buf + s->head_len, expect) != NULL;
    if (!sample_done && sample_file) {
        FILE *f = fopen(sample_file, "w");
        if (f) {
            fwrite(s->buf, 1, s->got, f);
            fclose(f);
        }
        sample_done = 1;
    }
    if (measuring) {
        c.bytes += s->got;
        c.s503 += s->status == 503;
        note_each(s, t, ok && match);
        if (!ok)
            c.non2xx++;
        else if (!match)
            c.unexpected++;
        else {
            c.good++;
            hist_add(&h_total, (t - s->due) / 1000);
        }
    } else if (!ok || !match) {
        c.warm_bad++;
    }
    if (mode == KEEPALIVE && !s->close_after &&
        !(reqs_per_conn && s->done_on_conn >= reqs_per_conn)) {
        s->state = IDLE;         /* connection stays; slot is free */
        return;
    }
    slot_close(s, 1);
}

/* Shape hello: no TLS of ours, one flight out and the first bytes back.  The
 * connection is reset, so that no port of ours waits for stray packets. */
static void hello_run(struct slot *s)
{
    errno = 0;
    if (s->state == SEND) {
        ssize_t n = send(s->fd, s->dev->request, s->dev->request_len, MSG_NOSIGNAL);
        if (n != (ssize_t)s->dev->request_len) {     /* an empty socket takes it whole */
            op_failed(s, &c.e_io, "send");
            return;
        }
        s->state = RECV;
        arm(s, EPOLLIN);
        return;
    }
    ssize_t n = recv(s->fd, s->buf, RBUF, 0);
    if (n < 0 && errno == EAGAIN)
        return;
    if (n <= 0 || s->buf[0] != 22) {                 /* 22: a handshake record; 21: an alert */
        op_failed(s, &c.e_io, n < 0 ? "receive" : n == 0 ? "closed" : "alert");
        return;
    }
    if (measuring) {
        uint64_t t = now_ns();
        c.conns++;
        c.good++;
        hist_add(&h_total, (t - s->due) / 1000);
        note_each(s, t, 1);
    }
    struct linger reset = { .l_onoff = 1, .l_linger = 0 };
    setsockopt(s->fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    slot_close(s, 0);
}

static void slot_run(struct slot *s)
{
    int r, e;
    if (mode == HELLO && (s->state == SEND || s->state == RECV)) {
        hello_run(s);
        return;
    }
    for (;;) {
        errno = 0;
        switch (s->state) {
        case IDLE:
            return;
        case CONNECT: {
            int err = 0;
            socklen_t l = sizeof err;
            getsockopt(s->fd, SOL_SOCKET, SO_ERROR, &err, &l);
            if (err) {
                errno = err;
                op_failed(s, &c.e_connect, "connect");
                return;
            }
            s->state = after_connect();
            if (mode == HELLO) {
                hello_run(s);
                return;
            }
            break;
        }
        case HANDSHAKE:
            r = SSL_do_handshake(s->ssl);
            if (r == 1) {
                if (measuring) {
                    c.conns++;
                    if (SSL_session_reused(s->ssl))
                        c.resumed++;
                    else
                        c.fullhs++;
                    hist_add(&h_handshake, (now_ns() - s->started) / 1000);
                }
                if (!version_seen) {
                    version_seen = SSL_version(s->ssl);
                    snprintf(cipher_seen, sizeof cipher_seen, "%s", SSL_get_cipher(s->ssl));
                    const char *g = SSL_group_to_name(s->ssl,
                                        (int)SSL_get_negotiated_group(s->ssl));
                    snprintf(group_seen, sizeof group_seen, "%s", g ? g : "?");
                }
                slot_prepare_request(s);
                break;
            }
            e = SSL_get_error(s->ssl, r);
            if (e == SSL_ERROR_WANT_READ)
                arm(s, EPOLLIN);
            else if (e == SSL_ERROR_WANT_WRITE)
                arm(s, EPOLLOUT);
            else
                op_failed(s, &c.e_handshake, "handshake");
            return;
        case SEND:
            r = SSL_write(s->ssl, s->dev->request + s->sent,
                          (int)(s->dev->request_len - s->sent));
            if (r > 0) {
                s->sent += (size_t)r;
                if (s->sent == s->dev->request_len)
                    s->state = RECV;
                break;
            }
            e = SSL_get_error(s->ssl, r);
            if (e == SSL_ERROR_WANT_READ)
                arm(s, EPOLLIN);
            else if (e == SSL_ERROR_WANT_WRITE)
                arm(s, EPOLLOUT);
            else
                op_failed(s, &c.e_io, "send");
            return;
        case RECV:
            r = SSL_read(s->ssl, s->buf + s->got, (int)(RBUF - s->got));
            if (r > 0) {
                s->got += (size_t)r;
                int p = parse_answer(s);
                if (p < 0) {
                    op_failed(s, &c.e_parse, "answer not understood");
                    return;
                }
                if (p == 1) {
                    op_done(s, now_ns());
                    return;
                }
                break;
            }
            e = SSL_get_error(s->ssl, r);
            if (e == SSL_ERROR_WANT_READ)
                arm(s, EPOLLIN);
            else if (e == SSL_ERROR_WANT_WRITE)
                arm(s, EPOLLOUT);
            else
                op_failed(s, &c.e_io, "receive");
            return;
        }
    }
}

static void slot_begin(struct slot *s, uint64_t due)
{
    uint64_t t = now_ns();
    s->due = due ? due : t;
    s->started = t;
    s->deadline = t + (uint64_t)read_timeout_ms * 1000000ull;
    s->turns++;
    ops_begun++;
    if (measuring)
        c.started++;
    if (s->fd >= 0) {                        /* open connection: next request */
        slot_prepare_request(s);
    } else if (slot_connect(s)) {
        op_failed(s, &c.e_connect, "connect");
        return;
    }
    slot_run(s);
}

/* ---------------------------------------------------------------- turns */

/* Of a pair, the slot in the second half of all has yet to answer its partner's turn. */
static int owes_turn(int i)
{
    int half = nslots / 2;
    return pairs && i >= half && slots[i].turns < slots[i - half].turns;
}

static int has_turn(int i)
{
    int half = nslots / 2;
    if (!pairs)
        return 1;
    if (slots[(i + half) % nslots].state != IDLE)
        return 0;
    return i < half ? slots[i].turns == slots[i + half].turns : owes_turn(i);
}

static int all_took_turns(void)
{
    for (int i = 0; i < nslots; i++)
        if (owes_turn(i))
            return 0;
    return 1;
}

/* ------------------------------------------------ CPU time of processes */

static double cpu_of_pids(void)              /* seconds */
{
    double sum = 0;
    for (int i = 0; i < npids; i++) {
        char name[64], line[1024];
        snprintf(name, sizeof name, "/proc/%d/stat", pids[i]);
        FILE *f = fopen(name, "r");
        if (!f)
            die("no such process: %d", pids[i]);
        if (!fgets(line, sizeof line, f))
            die("cannot read %s", name);
        fclose(f);
        char *p = strrchr(line, ')');        /* the name may hold blanks */
        unsigned long u = 0, k = 0;
        if (!p || sscanf(p + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
                         &u, &k) != 2)
            die("cannot parse %s", name);
        sum += (double)(u + k) / (double)sysconf(_SC_CLK_TCK);
    }
    return sum;
}

/* CPU time of HotSpot's compiler threads within the processes: while a JVM warms
 * up they can take half of it, so the figure is shown apart. */
static double jit_of_pids(void)              /* seconds */
{
    double sum = 0;
    for (int i = 0; i < npids; i++) {
        char name[320], line[1024];
        snprintf(name, sizeof name, "/proc/%d/task", pids[i]);
        DIR *dp = opendir(name);
        if (!dp)
            continue;
        for (struct dirent *e; (e = readdir(dp));) {
            snprintf(name, sizeof name, "/proc/%d/task/%s/stat", pids[i], e->d_name);
            FILE *f = fopen(name, "r");
            if (!f)
                continue;
            unsigned long u = 0, k = 0;
            char *open_ = fgets(line, sizeof line, f) ? strchr(line, '(') : NULL;
            char *p = open_ ? strrchr(open_, ')') : NULL;
            fclose(f);
            if (p && (!strncmp(open_ + 1, "C1 Compiler", 11) || !strncmp(open_ + 1, "C2 Compiler", 11)) &&
                sscanf(p + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &u, &k) == 2)
                sum += (double)(u + k) / (double)sysconf(_SC_CLK_TCK);
        }
        closedir(dp);
    }
    return sum;
}

static long rss_of_pids(void)                /* KiB */
{
    long sum = 0;
    for (int i = 0; i < npids; i++) {
        char name[64], line[256];
        long v;
        snprintf(name, sizeof name, "/proc/%d/status", pids[i]);
        FILE *f = fopen(name, "r");
        if (!f)
            continue;
        while (fgets(line, sizeof line, f))
            if (sscanf(line, "VmRSS: %ld", &v) == 1)
                sum += v;
        fclose(f);
    }
    return sum;
}

static double own_cpu(void)
{
    struct rusage r;
    getrusage(RUSAGE_SELF, &r);
    return (double)r.ru_utime.tv_sec + (double)r.ru_utime.tv_usec / 1e6 +
           (double)r.ru_stime.tv_sec + (double)r.ru_stime.tv_usec / 1e6;
}

/* ----------------------------------------------------------------- main */

static void usage(void)
{
    fprintf(stderr,
"usage: mtlsload -D FOLDER [options]        (targets 127.0.0.0/8 only)\n"
"  -D FOLDER   device PEM files (*.pem: leaf, chain, private key)\n"
"  -a ADDR:PORT  target, default 127.0.0.1:8443\n"
"  -m MODE     full | resume | keepalive | hello      (full)\n"
"  -c N        slots, that is operations at once      (8)\n"
"  -n N        stop after N counted operations        (10000)\n"
"  -d SECONDS  stop after that time                   (30)\n"
"  -w SECONDS  warm-up before counting begins         (0)\n"
"  -W N        closed loop: N operations before counting begins, and all of them\n"
"              answered by then (0); -w and -W may both be given\n"
"  -r RATE     open loop: RATE operations a second    (0 = closed loop)\n"
"  -x          keepalive, closed loop: slot i and slot i + half of -c take turns,\n"
"              one device each\n"
"  -k N        keepalive: new connection after N requests (0 = never)\n"
"  -t VER      TLS version 1.2 or 1.3 only            (both offered)\n"
"  -g GROUPS   key exchange groups, such as X25519 or P-256\n"
"  -q CIPHERS  ciphers of TLS 1.2, in OpenSSL's names\n"
"  -P PATH -M METHOD -b BODY -B CONTENT-TYPE -o HOST  the request (POST /)\n"
"  -H 'N: V'   extra header, may be repeated\n"
"              {device} in path, body or header: the name of the device's file\n"
"  -X          send X-Ssl-Cert-Chain with the chain of the device's file\n"
"  -L          send the leaf only in the handshake\n"
"  -C          send 'Connection: close' (full and resume)\n"
"  -R          resume: use a TLS 1.3 ticket again until a newer one comes\n"
"  -e TEXT     a good answer holds TEXT\n"
"  -s FILE     write the first answer to FILE\n"
"  -y FILE     write a line for each counted operation: when it was due (since 1970)\n"
"              and how long it took, in microseconds, and 1 if it was good, else 0\n"
"  -A FILE     verify the server against these CAs    (not verified)\n"
"  -u N        use only N devices of the folder       (all)\n"
"  -S N        use N source addresses, 127.0.0.K on   (1)\n"
"  -F K        the first of them                      (1)\n"
"  -T MS       time limit for one operation           (10000)\n"
"  -p PIDS     server processes, comma separated: CPU time per good answer\n"
"  -l TEXT     label in the output;  -j  one JSON line instead of text\n");
    exit(1);
}

int main(int argc, char **argv)
{
    const char *dir = NULL, *addr = "127.0.0.1:8443";
    int use = 0, o;

    signal(SIGPIPE, SIG_IGN);                /* a connection that the server closes is counted, not died of */
    while ((o = getopt(argc, argv, "D:a:m:c:n:d:w:W:r:xk:t:g:q:P:M:b:B:o:H:XLCRe:s:y:A:u:S:F:T:p:l:j")) != -1) {
        switch (o) {
        case 'D': dir = optarg; break;
        case 'a': addr = optarg; break;
        case 'm':
            if (!strcmp(optarg, "full")) mode = FULL;
            else if (!strcmp(optarg, "resume")) mode = RESUME;
            else if (!strcmp(optarg, "keepalive")) mode = KEEPALIVE;
            else if (!strcmp(optarg, "hello")) mode = HELLO;
            else usage();
            break;
        case 'c': nslots = atoi(optarg); break;
        case 'n': max_ops = strtoull(optarg, NULL, 10); break;
        case 'd': max_secs = atof(optarg); break;
        case 'w': warm_secs = atof(optarg); break;
        case 'W': warm_ops = strtoull(optarg, NULL, 10); break;
        case 'x': pairs = 1; break;
        case 'r': rate = atof(optarg); break;
        case 'k': reqs_per_conn = strtoull(optarg, NULL, 10); break;
        case 't':
            if (!strcmp(optarg, "1.2")) tls_min = tls_max = TLS1_2_VERSION;
            else if (!strcmp(optarg, "1.3")) tls_min = tls_max = TLS1_3_VERSION;
            else usage();
            break;
        case 'g': curves = optarg; break;
        case 'q': ciphers = optarg; break;
        case 'P': path = optarg; break;
        case 'M': method = optarg; break;
        case 'b': body = optarg; break;
        case 'B': body_type = optarg; break;
        case 'o': host = optarg; break;
        case 'H': {
            size_t l = strlen(optarg);
            extra_headers = realloc(extra_headers, extra_headers_len + l + 3);
            if (!extra_headers)
                die("out of memory");
            memcpy(extra_headers + extra_headers_len, optarg, l);
            memcpy(extra_headers + extra_headers_len + l, "\r\n", 3);
            extra_headers_len += l + 2;
            break;
        }
        case 'X': chain_header = 1; break;
        case 'L': leaf_only = 1; break;
        case 'C': send_close = 1; break;
        case 'R': reuse_tickets = 1; break;
        case 'e': expect = optarg; break;
        case 's': sample_file = optarg; break;
        case 'y':
            each = fopen(optarg, "w");
            if (!each)
                die("cannot write %s", optarg);
            /* written at the end: a disk that is busy must not delay the next operation */
            setvbuf(each, NULL, _IOFBF, 16 << 20);
            break;
        case 'A': ca_file = optarg; break;
        case 'u': use = atoi(optarg); break;
        case 'S': nsources = atoi(optarg); break;
        case 'F': first_source = atoi(optarg); break;
        case 'T': read_timeout_ms = atoi(optarg); break;
        case 'p':
            for (char *t = strtok(optarg, ","); t && npids < 64; t = strtok(NULL, ","))
                pids[npids++] = atoi(t);
            break;
        case 'l': label = optarg; break;
        case 'j': json_out = 1; break;
        default: usage();
        }
    }
    if (!dir || optind < argc || nslots < 1 || nsources < 1 || first_source < 1 ||
        nsources + first_source > 251)
        usage();
    if (max_secs <= 0 || max_secs > 3600 || max_ops < 1)
        die("the run must be bounded: 0 < -d <= 3600 and -n >= 1");

    if (warm_ops && rate > 0)
        die("-W is for the closed loop; use -w with -r");
    if (pairs && (mode != KEEPALIVE || rate > 0 || nslots % 2))
        die("-x is for shape keepalive in the closed loop, with an even -c");

    char ip[64];
    const char *colon = strrchr(addr, ':');
    if (!colon || (size_t)(colon - addr) >= sizeof ip)
        usage();
    memcpy(ip, addr, (size_t)(colon - addr));
    ip[colon - addr] = 0;
    target.sin_family = AF_INET;
    target.sin_port = htons((uint16_t)atoi(colon + 1));
    if (inet_pton(AF_INET, ip, &target.sin_addr) != 1 ||
        (ntohl(target.sin_addr.s_addr) >> 24) != 127)
        die("only loopback addresses (127.0.0.0/8) are accepted");

    struct rlimit rl;
    getrlimit(RLIMIT_NOFILE, &rl);
    rl.rlim_cur = rl.rlim_max;
    setrlimit(RLIMIT_NOFILE, &rl);

    devices_load(dir, use);
    if (pairs && ndevices < nslots)
        die("-x needs a device for each slot: %d, not %d", nslots, ndevices);
    slots = xalloc((size_t)nslots, sizeof *slots);
    for (int i = 0; i < nslots; i++)
        slots[i].fd = -1;
    ep = epoll_create1(EPOLL_CLOEXEC);

    uint64_t t0 = now_ns();
    struct timespec wall;
    clock_gettime(CLOCK_REALTIME, &wall);
    since_1970_ns = (int64_t)wall.tv_sec * 1000000000ll + wall.tv_nsec - (int64_t)t0;
    uint64_t t_measure = t0 + (uint64_t)(warm_secs * 1e9);
    uint64_t t_stop = t_measure + (uint64_t)(max_secs * 1e9);
    uint64_t step = rate > 0 ? (uint64_t)(1e9 / rate) : 0, due = t0;
    uint64_t t_first = 0, t_last = 0, late = 0, last_scan = t0;
    double cpu0 = 0, own0 = 0, jit0 = 0;
    int rr = 0, stopping = 0, playing = 0;
    struct epoll_event evs[256];

    for (;;) {
        uint64_t t = now_ns();
        int warm = !warm_ops || (ops_begun >= warm_ops && all_took_turns());
        if (!measuring && t >= t_measure && warm && !(warm_ops && playing)) {
            measuring = 1;
            t_stop = t + (uint64_t)(max_secs * 1e9);
            cpu0 = cpu_of_pids();
            own0 = own_cpu();
            jit0 = jit_of_pids();
            t_first = t;
            if (step)
                due = t;
        }
        if (t >= t_stop || (measuring && c.started >= max_ops && all_took_turns()))
            stopping = 1;

        int busy = 0;
        if (!stopping && !step) {            /* closed loop: fill all slots */
            for (int i = 0; i < nslots; i++) {
                int over = measuring ? c.started >= max_ops : warm_ops && ops_begun >= warm_ops;
                if (over && !pairs)
                    break;
                if (slots[i].state == IDLE && (over ? owes_turn(i) && has_turn(i) : has_turn(i)))
                    slot_begin(&slots[i], 0);
            }
        } else if (!stopping) {              /* open loop: what is due */
            while (due <= t && !(measuring && c.started >= max_ops)) {
                int found = 0;
                for (int k = 0; k < nslots && !found; k++) {
                    struct slot *s = &slots[rr];
                    rr = (rr + 1) % nslots;
                    if (s->state == IDLE) {
                        slot_begin(s, due);
                        found = 1;
                    }
                }
                if (!found) {
                    late++;
                    break;
                }
                due += step;
            }
        }
        int idle = 0;
        for (int i = 0; i < nslots; i++) {
            if (slots[i].state != IDLE)
                busy++;
            else
                idle++;
        }
        playing = busy;
        if (stopping && !busy)
            break;

        int wait_ms = 50;
        if (!step && idle && !stopping && (!busy || !(pairs || warm_ops)))
            wait_ms = 0;
        if (step && !stopping && idle) {
            t = now_ns();
            wait_ms = due > t ? (int)((due - t) / 1000000ull) : 0;
            if (wait_ms > 50)
                wait_ms = 50;
        }
        int n;
        if (step && !stopping && idle && wait_ms == 0 && due > t) {
            struct timespec ts = { 0, (long)(due - t) };   /* below 1 ms */
            n = epoll_pwait2(ep, evs, 256, &ts, NULL);
        } else {
            n = epoll_wait(ep, evs, 256, wait_ms);
        }
        for (int i = 0; i < n; i++) {
            struct slot *s = evs[i].data.ptr;
            if (s->state == IDLE) {          /* server closed an idle connection */
                if (s->fd >= 0) {
                    char b[64];
                    int r = SSL_read(s->ssl, b, sizeof b);
                    int e = r > 0 ? 0 : SSL_get_error(s->ssl, r);
                    if (r <= 0 && e != SSL_ERROR_WANT_READ)
                        slot_close(s, e == SSL_ERROR_ZERO_RETURN);
                }
            } else {
                slot_run(s);
            }
        }
        t = now_ns();
        if (t - last_scan > 200000000ull) {  /* time limits, five times a second */
            last_scan = t;
            for (int i = 0; i < nslots; i++)
                if (slots[i].state != IDLE && t > slots[i].deadline)
                    op_failed(&slots[i], &c.e_timeout, "time limit");
        }
    }
    t_last = now_ns();
    double cpu = cpu_of_pids() - cpu0, own = own_cpu() - own0;
    double jit = jit_of_pids() - jit0;
    if (jit < 0)                             /* a compiler thread has ended */
        jit = 0;
    long rss = rss_of_pids();
    for (int i = 0; i < nslots; i++)
        if (slots[i].fd >= 0)
            slot_close(&slots[i], 1);

    if (each && fclose(each))
        die("the lines of the operations cannot be written");

    double secs = (double)(t_last - t_first) / 1e9;
    uint64_t errors = c.e_connect + c.e_handshake + c.e_io + c.e_timeout + c.e_parse;
    uint64_t bad = errors + c.non2xx + c.unexpected;
    double per = c.good ? 1e6 / (double)c.good : 0;
    const char *mn = mode == FULL ? "full" : mode == RESUME ? "resume"
                   : mode == KEEPALIVE ? "keepalive" : "hello";
    const char *vn = version_seen == TLS1_3_VERSION ? "TLS1.3"
                   : version_seen == TLS1_2_VERSION ? "TLS1.2" : "none";
    if (json_out) {
        printf("{\"label\":\"%s\",\"mode\":\"%s\",\"tls\":\"%s\",\"cipher\":\"%s\",\"group\":\"%s\","
               "\"seconds\":%.3f,\"good\":%lu,\"bad\":%lu,\"warm_bad\":%lu,\"non2xx\":%lu,"
               "\"s503\":%lu,\"errors\":%lu,\"e_connect\":%lu,\"e_timeout\":%lu,"
               "\"conns\":%lu,\"full_handshakes\":%lu,\"resumed\":%lu,\"per_s\":%.1f,"
               "\"server_cpu_us\":%.1f,\"server_jit_us\":%.1f,\"client_cpu_us\":%.1f,\"server_rss_kib\":%ld,"
               "\"mean_us\":%.0f,\"p50_us\":%lu,\"p90_us\":%lu,\"p99_us\":%lu,\"p999_us\":%lu,\"max_us\":%lu,"
               "\"hs_p50_us\":%lu,\"hs_p99_us\":%lu,\"slot_waits\":%lu}\n",
               label, mn, vn, cipher_seen, group_seen, secs, c.good, bad, c.warm_bad, c.non2xx,
               c.s503, errors, c.e_connect, c.e_timeout,
               c.conns, c.fullhs, c.resumed, (double)c.good / secs,
               cpu * per, jit * per, own * per, rss,
               h_total.n ? (double)h_total.sum / (double)h_total.n : 0,
               hist_q(&h_total, .5), hist_q(&h_total, .9), hist_q(&h_total, .99),
               hist_q(&h_total, .999), h_total.max,
               hist_q(&h_handshake, .5), hist_q(&h_handshake, .99), late);
    } else {
        printf("%s%s%s, %d devices, %d slots, %s: %s %s %s\n", label, *label ? ": " : "",
               mn, ndevices, nslots, step ? "open loop" : "closed loop",
               vn, cipher_seen, group_seen);
        printf("  %.2f s, %lu good (%.1f/s), %lu bad (status %lu, content %lu, connect %lu, "
               "handshake %lu, io %lu, timeout %lu, parse %lu)\n",
               secs, c.good, (double)c.good / secs, bad, c.non2xx, c.unexpected,
               c.e_connect, c.e_handshake, c.e_io, c.e_timeout, c.e_parse);
        printf("  connections %lu: full %lu, resumed %lu\n", c.conns, c.fullhs, c.resumed);
        printf("  latency us: mean %.0f p50 %lu p90 %lu p99 %lu p99.9 %lu max %lu; handshake p50 %lu p99 %lu\n",
               h_total.n ? (double)h_total.sum / (double)h_total.n : 0,
               hist_q(&h_total, .5), hist_q(&h_total, .9), hist_q(&h_total, .99),
               hist_q(&h_total, .999), h_total.max,
               hist_q(&h_handshake, .5), hist_q(&h_handshake, .99));
        printf("  CPU us per good answer: server %.1f (JIT compiler %.1f of it), this client %.1f; server RSS %.1f MiB\n",
               cpu * per, jit * per, own * per, (double)rss / 1024);
    }
    if (first_error[0])
        fprintf(stderr, "mtlsload: first error: %s\n", first_error);
    return !c.good ? 3 : bad ? 2 : 0;
}
