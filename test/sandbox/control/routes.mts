import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DeliveryTrouble } from '../callbacks/troubles.mts';
import type { DriftStep, FaultRule } from '../faults/faults.mts';
import type { RateLimit } from '../faults/rateLimit.mts';
import { parseSwitch } from '../switches.mts';
import { usedMemory } from './memory.mts';
import type { DriftWriter, Latency, SandboxControl } from './control.mts';

/** Cannot collide: real paths begin with a code base or `login`. */
const CONTROL_PATH = '/__sandbox';

const jsonBody = <T,>(request: FastifyRequest): T => {
	const text = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
	return JSON.parse(text || '{}') as T;
};

const isLoopback = (address: string): boolean =>
	address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * A page in the user's browser reaches loopback too, under a name of its own that leads there or
 * with an Origin: both are refused. Programs send neither.
 */
function isOwnCaller({ ip, headers, socket }: FastifyRequest): boolean {
	const hosts = LOOPBACK_NAMES.map((name) => `${name}:${socket.localPort}`);
	const { host = '', origin } = headers;
	const isOwnOrigin = origin === undefined || hosts.some((own) => origin === `http://${own}`);
	return isLoopback(ip) && hosts.includes(host.toLowerCase()) && isOwnOrigin;
}

/** Rules over HTTP give patterns as `{ "pattern": "…" }`. */
const ruleOf = (given: FaultRule & { path?: { pattern?: string } }): FaultRule =>
	given.path?.pattern === undefined
		? given
		: { ...(given as FaultRule), path: new RegExp(given.path.pattern, 'i') };

/** The control endpoint; for programs of this machine only, JSON in and out. */
export function controlRoutes(app: FastifyInstance, getControl: () => SandboxControl): void {
	let writer: DriftWriter | undefined;
	const ok = (out: FastifyReply, value: unknown = { ok: true }) =>
		out.header('content-type', 'application/json').send(JSON.stringify(value));
	const on = (
		method: 'GET' | 'POST' | 'PUT' | 'DELETE',
		path: string,
		run: (control: SandboxControl, request: FastifyRequest) => unknown,
	) =>
		app.route({
			method,
			url: `${CONTROL_PATH}${path}`,
			handler: (request, out) => {
				if (!isOwnCaller(request)) return out.code(403).send('Programs of this machine only');
				try {
					return ok(out, run(getControl(), request) ?? undefined);
				} catch (error) {
					const message = error instanceof Error ? error.message : String(error);
					return out.code(400).send(JSON.stringify({ error: message }));
				}
			},
		});

	on('GET', '', () => ({ ok: true }));
	on('GET', '/memory', () => usedMemory());
	on('GET', '/journal', ({ journal }, { url }) => {
		const query = new URL(url, 'http://sandbox').searchParams;
		const [method, path] = [query.get('method'), query.get('path')];
		return {
			total: journal.total,
			entries: journal.entries({ ...(method && { method }), ...(path && { path }) }),
		};
	});
	on('DELETE', '/journal', ({ journal }) => journal.clear());
	on('GET', '/switches', ({ switches }) => switches.all());
	on('PUT', '/switches', ({ switches }, request) => {
		const wanted = Object.entries(jsonBody<Record<string, unknown>>(request));
		for (const [name, value] of wanted) switches.set(...parseSwitch(name, value));
		return switches.all();
	});
	on('GET', '/faults', ({ faults }) => faults.played());
	on('POST', '/faults', ({ faults }, request) => ({ id: faults.add(ruleOf(jsonBody(request))) }));
	on('DELETE', '/faults', ({ faults }) => faults.clear());
	on('POST', '/drift', ({ drift }, request) => drift.step(jsonBody<DriftStep>(request)));
	on('POST', '/writer', (control, request) => {
		const { everyMs = 50, ...step } = jsonBody<DriftStep & { everyMs?: number }>(request);
		writer?.stop();
		writer = control.startWriter(step, everyMs);
	});
	on('DELETE', '/writer', () => {
		writer?.stop();
		return writer?.changes;
	});
	on('PUT', '/latency', (control, request) => {
		control.latency = { latencyMs: 0, latencyJitterMs: 0, ...jsonBody<Partial<Latency>>(request) };
	});
	on('PUT', '/rateLimit', (control, request) => control.setRateLimit(jsonBody<RateLimit>(request)));
	on('GET', '/troubles', ({ troubles }) => ({ ...troubles.current, played: troubles.played }));
	on('PUT', '/troubles', ({ troubles }, request) => {
		troubles.set(jsonBody<Partial<DeliveryTrouble>>(request));
		return troubles.current;
	});
	on('POST', '/reset', (control) => {
		writer?.stop();
		control.reset();
	});
}
