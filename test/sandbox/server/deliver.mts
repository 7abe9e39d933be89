import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { Reply } from './reply.mts';
import type { World } from './world.mts';
import { commonHeaders } from './reply.mts';

/** The date by the server's own clock, right or wrong. */
const headersOf = ({ catalogue, clock }: World): Record<string, string> => ({
	...commonHeaders(catalogue.apiVersion),
	date: new Date(clock()).toUTCString(),
});

/** Sends an answer as it is; past the framework, which would rewrite the content type. */
export function send(out: FastifyReply, reply: Reply, world: World): void {
	const body = Buffer.from(reply.body ?? '');
	const headers: Record<string, string> = { ...headersOf(world), ...reply.headers };
	if (reply.status === 204) delete headers['content-type'];
	else headers['content-length'] = String(body.length);
	out.hijack();
	out.raw.writeHead(reply.status, headers).end(body);
}

/** Breaks the connection without an answer. */
export function reset(out: FastifyReply): void {
	out.hijack();
	out.raw.socket?.resetAndDestroy();
}

const HALFWAY_MS = 20;

/** Sends about half of an answer, then breaks the connection. */
export async function resetHalfway(out: FastifyReply, reply: Reply, world: World): Promise<void> {
	sendHalf(out, reply, world);
	await sleep(HALFWAY_MS);
	out.raw.socket?.resetAndDestroy();
}

/** Sends about half of an answer and leaves the connection open. */
export function sendHalf(out: FastifyReply, reply: Reply, world: World): void {
	out.hijack();
	const body = Buffer.from(reply.body ?? '');
	out.raw.writeHead(reply.status, {
		...headersOf(world),
		...reply.headers,
		'content-length': Math.max(2, body.length),
	});
	out.raw.write(body.subarray(0, Math.max(1, body.length >> 1)));
}
