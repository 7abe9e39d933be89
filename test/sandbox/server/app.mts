import multipart from '@fastify/multipart';
import { fastify } from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { controlRoutes } from '../control/routes.mts';
import type { SandboxControl } from '../control/control.mts';
import { ApiError } from '../errors.mts';
import { distort, refusalOf, tooManyRequests, withForeignHost } from '../faults/apply.mts';
import type { FaultAction } from '../faults/faults.mts';
import { withoutSecrets } from '../journal/journal.mts';
import type { JournalEntry } from '../journal/journal.mts';
import type { Json } from '../json.mts';
import { randomSequence } from '../random.mts';
import { answer } from './answer.mts';
import type { Answer } from './answer.mts';
import { reset, resetHalfway, send, sendHalf } from './deliver.mts';
import { readIncoming } from './incoming.mts';
import type { Incoming } from './incoming.mts';
import { openRoutes } from './openRoutes.mts';
import { errorReply } from './reply.mts';
import type { World } from './world.mts';

const MAX_BODY_BYTES = 64 * 1024 * 1024;
const MAX_HEADER_BYTES = 256 * 1024;
/** More requests in work than this slow each other down, where the switch says so. */
const CROWD = 4;

export function createServer(): FastifyInstance {
	const app = fastify({
		bodyLimit: MAX_BODY_BYTES,
		forceCloseConnections: true,
		exposeHeadRoutes: false,
		keepAliveTimeout: 60_000,
		http: { maxHeaderSize: MAX_HEADER_BYTES },
		routerOptions: { maxParamLength: 20_000, ignoreDuplicateSlashes: true },
	});
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
	return app;
}

/** Adds the routes once the address is known: records contain it. */
export async function installRoutes(
	app: FastifyInstance,
	getWorld: () => World,
	getControl: () => SandboxControl,
): Promise<void> {
	await app.register(multipart, { limits: { fileSize: MAX_BODY_BYTES } });
	openRoutes(app, getWorld);
	controlRoutes(app, getControl);
	let pipeline: Pipeline | undefined;
	const pipelineOf = () => (pipeline ??= new Pipeline(getWorld(), getControl()));
	app.all('/*', (request, out) => pipelineOf().handle(request, out));
}

function bodyForJournal({ rawBody, form }: Incoming): Json | undefined {
	if (form) {
		const file = form.file && { fileName: form.file.fileName, size: form.file.content.length };
		return { ...Object.fromEntries(form.fields), ...(file && { file }) };
	}
	if (rawBody === '') return undefined;
	try {
		return JSON.parse(rawBody) as Json;
	} catch {
		return rawBody;
	}
}

/** What happens to every request of the API, in this order: limits, faults, the answer, its journey. */
class Pipeline {
	readonly #world: World;
	readonly #control: SandboxControl;
	readonly #jitter: () => number;
	readonly #connections = new WeakSet<object>();

	constructor(world: World, control: SandboxControl) {
		this.#world = world;
		this.#control = control;
		this.#jitter = randomSequence(world.options.seed ^ 0x1a7e);
	}

	async handle(request: FastifyRequest, out: FastifyReply): Promise<void> {
		const { rateLimiter } = this.#world;
		const startedAt = performance.now();
		rateLimiter.enter();
		const incoming = await readIncoming(request);
		const match = this.#world.routes.match(incoming.path.replace(/^\/+[^/]+\/+apis\/+3\.0/i, ''));
		const entry = this.#record(incoming, match?.template);
		const isDone = { value: false };
		out.raw.on('close', () => {
			rateLimiter.leave();
			entry.durationMs = performance.now() - startedAt;
			if (!isDone.value && entry.outcome === 'answered') entry.outcome = 'aborted';
		});
		out.raw.on('finish', () => (isDone.value = true));
		return this.#process(request, out, incoming, entry);
	}

	#record(incoming: Incoming, route: string | undefined): JournalEntry {
		const { journal, options, rateLimiter } = this.#world;
		const body = options.journalBodies ? bodyForJournal(incoming) : undefined;
		return journal.add({
			at: Date.now(),
			method: incoming.method,
			path: incoming.path,
			...(route !== undefined && { route }),
			query: Object.fromEntries(incoming.query),
			headers: withoutSecrets(incoming.headers),
			...(body !== undefined && { body }),
			status: 0,
			outcome: 'answered',
			durationMs: 0,
			inFlight: rateLimiter.inFlight,
		});
	}

	#refusal(request: FastifyRequest): ApiError | undefined {
		const { rateLimiter, switches } = this.#world;
		if (request.url.length > switches.get('maxUrlLength')) {
			return new ApiError(414, 'Request URI Too Long');
		}
		const seconds = rateLimiter.refusal(Date.now());
		return seconds === undefined
			? undefined
			: tooManyRequests(seconds, switches.get('rateLimitBody'));
	}

	async #process(
		request: FastifyRequest,
		out: FastifyReply,
		incoming: Incoming,
		entry: JournalEntry,
	): Promise<void> {
		const refusal = this.#refusal(request);
		if (refusal) return this.#send(out, entry, { reply: errorReply(refusal, true) });
		const target = { method: incoming.method, path: incoming.path, route: entry.route };
		const action = this.#world.faults.next(target);
		if (action) entry.fault = action.kind;
		await this.#wait(entry.inFlight, request.raw.socket, action);
		if (action?.kind === 'reset' && action.when === 'before') {
			entry.outcome = 'reset';
			return reset(out);
		}
		if (action?.kind === 'hang' && !action.isWritten) return this.#hang(out, entry);
		const played = action && refusalOf(action, this.#world.switches.get('rateLimitBody'));
		if (played) return this.#send(out, entry, { reply: errorReply(played, true) });
		return this.#answer(out, incoming, entry, action);
	}

	async #answer(
		out: FastifyReply,
		incoming: Incoming,
		entry: JournalEntry,
		action: FaultAction | undefined,
	): Promise<void> {
		const { rootUrl, switches } = this.#world;
		const answered = await answer(this.#world, incoming);
		Object.assign(entry, answered.route);
		let reply = answered.reply;
		if (switches.get('linkHost') === 'foreign') reply = withForeignHost(reply, rootUrl);
		if (action) reply = distort(reply, action, rootUrl);
		if (action?.kind === 'drift') this.#control.drift.step(action);
		entry.status = reply.status;
		if (action?.kind === 'hang') return this.#hang(out, entry);
		if (action?.kind === 'stall') {
			entry.outcome = 'hung';
			return sendHalf(out, reply, this.#world);
		}
		if (action?.kind !== 'reset') return this.#send(out, entry, { reply });
		entry.outcome = 'reset';
		if (action.when === 'during') return resetHalfway(out, reply, this.#world);
		return reset(out);
	}

	#hang(out: FastifyReply, entry: JournalEntry): void {
		entry.outcome = 'hung';
		out.hijack();
	}

	async #wait(inFlight: number, socket: object, action: FaultAction | undefined): Promise<void> {
		const { latencyMs, latencyJitterMs } = this.#control.latency;
		const extra = action?.kind === 'latency' ? action : undefined;
		const jitter = (latencyJitterMs + (extra?.jitterMs ?? 0)) * this.#jitter();
		const ms = (latencyMs + (extra?.ms ?? 0) + jitter) * this.#crowding(inFlight);
		const all = ms + this.#setUpMs(socket);
		if (all > 0) await sleep(all);
	}

	/** How many times as long an answer takes with so many requests in work. */
	#crowding(inFlight: number): number {
		const isSlower = this.#world.switches.get('crowding') === 'slower';
		return isSlower ? Math.max(1, inFlight / CROWD) : 1;
	}

	#setUpMs(socket: object): number {
		if (this.#connections.has(socket)) return 0;
		this.#connections.add(socket);
		return this.#world.switches.get('connectionSetUpMs');
	}

	#send(out: FastifyReply, entry: JournalEntry, { reply }: Answer): void {
		entry.status = reply.status;
		send(out, reply, this.#world);
	}
}
