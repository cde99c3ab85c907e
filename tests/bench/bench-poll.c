/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <curl/curl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hive/base/log.h"
#include "hive/base/text.h"
#include "tests/bench/bench.h"
#include "worker/firmware/firmware.h"
#include "worker/system/system.h"

/*
 * Polling: /summary of every target, parsed, through worker/system/http.c,
 * beside the plainest loop that libcurl's multi interface allows (same options,
 * 128 in flight, body thrown away).  The targets are powerhive-sim's, all of
 * one model.  CPU of this process only.
 */
#define IN_FLIGHT	128
#define PORT		18980
#define FIRST		0x7f010001u

static pid_t sim;

static void
start_sim(int miners)
{
	char n[16], port[16];
	int out[2];
	char c;

	if (pipe(out) < 0)
		log_die("no pipe");
	snprintf(n, sizeof n, "%d", miners);
	snprintf(port, sizeof port, "%d", PORT);
	if ((sim = fork()) == 0) {
		dup2(out[1], STDOUT_FILENO);
		execl("./powerhive-sim", "powerhive-sim", "--miners", n,
		    "--net", "127.1.0.0/16", "--port", port, "--plant-port",
		    "0", "--model", "s19", "--control",
		    "/tmp/bench-poll.sock", NULL);
		_exit(1);
	}
	close(out[1]);
	if (read(out[0], &c, 1) != 1)	/* its "ready" line */
		log_die("powerhive-sim did not start");
}

static void
stop_sim(void)
{
	kill(sim, SIGTERM);
	waitpid(sim, NULL, 0);
}

/* 127.1.0.1 ... as the simulator counts: .0 and .255 are left out. */
static void
address(char to[16], int i)
{
	text_ipv4_show(to, 0x7f010000u + (uint32_t)(i / 254 * 256) +
	    (uint32_t)(i % 254) + 1);
}

/* ---- Ours ---------------------------------------------------------------- */

static int answered, parsed;

static bool
allowed(void *arg, uint32_t ip)
{
	(void)arg;
	return ip >> 24 == 127;
}

static void
done(struct http_call *c, void *arg)
{
	struct reading r;

	(void)arg;
	answered++;
	if (c->status == 200 && !vnish.summary(&c->arena, c, 1e-3, &r,
	    NULL))
		parsed++;
}

static double
ours(struct loop *loop, struct http *http, int miners)
{
	struct credentials w = { .port = PORT };
	double at = bench_cpu_ms();
	char ip[16];

	answered = parsed = 0;
	for (int i = 0; answered < miners; ) {
		for (; i < miners && http_room(http); i++) {
			struct http_call *c = http_call(http);

			address(ip, i);
			w.ip = ip;
			vnish.ask(c, ASK_SUMMARY, &w);
			c->connect_ms = 3000;
			c->last = true;
			http_send(http, c, done, NULL);
		}
		loop_wait(loop, 1000);
		http_finish(http);
	}
	if (parsed != miners)
		printf("# only %d of %d answers were usable\n", parsed,
		    miners);
	return (bench_cpu_ms() - at) * 1000 / miners;
}

/* ---- The plainest loop --------------------------------------------------- */

static size_t
throw_away(char *p, size_t one, size_t n, void *arg)
{
	(void)p;
	(void)arg;
	return one * n;
}

static void
send_plain(CURLM *m, CURL *c, int i)
{
	char url[64], ip[16];

	address(ip, i);
	snprintf(url, sizeof url, "http://%s:%d/api/v1/summary", ip, PORT);
	curl_easy_setopt(c, CURLOPT_URL, url);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, throw_away);
	curl_easy_setopt(c, CURLOPT_DNS_CACHE_TIMEOUT, 0L);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_FORBID_REUSE, 1L);
	curl_multi_add_handle(m, c);
}

static double
plainest(int miners)
{
	CURLM *m = curl_multi_init();
	double at = bench_cpu_ms();
	int running, left, next = 0, finished = 0;
	CURL *spare[IN_FLIGHT];
	int spares = 0;
	CURLMsg *msg;

	while (spares < IN_FLIGHT)
		spare[spares++] = curl_easy_init();
	while (finished < miners) {
		while (spares && next < miners)
			send_plain(m, spare[--spares], next++);
		curl_multi_perform(m, &running);
		while ((msg = curl_multi_info_read(m, &left))) {
			curl_multi_remove_handle(m, msg->easy_handle);
			spare[spares++] = msg->easy_handle;
			finished++;
		}
		if (running)
			curl_multi_poll(m, NULL, 0, 1000, NULL);
	}
	at = (bench_cpu_ms() - at) * 1000 / miners;
	while (spares)
		curl_easy_cleanup(spare[--spares]);
	curl_multi_cleanup(m);
	return at;
}

static double
measure(struct loop *loop, struct http *http, int miners)
{
	double mine[5], bare[5];
	char name[64];

	start_sim(miners);
	ours(loop, http, miners);
	for (int i = 0; i < 5; i++) {
		mine[i] = ours(loop, http, miners);
		bare[i] = plainest(miners);
	}
	stop_sim();
	snprintf(name, sizeof name, "poll and parse /summary of %d", miners);
	bench_print(name, bench_median(mine, 5), "us", 0);
	snprintf(name, sizeof name, "plainest libcurl loop over %d", miners);
	bench_print(name, bench_median(bare, 5), "us", 0);
	return bench_median(mine, 5);
}

int
main(void)
{
	struct loop *loop = loop_new();
	struct http *http = http_new(loop, IN_FLIGHT, allowed, NULL);
	struct rusage u;
	double small, large;

	system_raise_files();
	small = measure(loop, http, 1000);
	large = measure(loop, http, 10000);
	bench_print("poll of 10,000 against 1,000, per poll", large, "us",
	    1.5 * small);
	getrusage(RUSAGE_SELF, &u);
	bench_print("memory of the poller", (double)u.ru_maxrss / 1024, "MB",
	    150);
	http_free(http);
	loop_free(loop);
	return 0;
}
