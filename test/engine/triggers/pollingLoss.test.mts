import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { IDataObject } from 'n8n-workflow';
import { startWriters } from '../../loss/writers.mts';
import { startSandbox, type Sandbox } from '../../sandbox/index.mts';
import { Poller, type Item } from '../poller.mts';

const CHANGE_COUNT = 5_000;
const WRITING_MS = 10_000;
const KILL_AT = [0.2, 0.5, 0.8];
/** What the server keeps back of the last two seconds, and a little. */
const SETTLED_MS = 4_000;
const LATE_POLLS_COUNT = 20;
const POLL_EVERY_MS = 300;

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ size: 1_000, journalBodies: false });
	sandbox.switches.set('clockSkewSeconds', 90);
});
afterAll(() => sandbox.close());

/** A workflow in an n8n that saves what the node keeps as n8n's classic scheduler does: with items only. */
class Host {
	readonly trigger: Poller;
	readonly delivered: Item[] = [];
	errorCount = 0;
	#saved: IDataObject = {};

	constructor(trigger: Poller) {
		this.trigger = trigger;
	}

	async activate(): Promise<void> {
		await this.trigger.poll();
		this.#saved = this.trigger.saved();
	}

	/** `isCutOff`: n8n ends when it has saved, and before the execution has done anything. */
	async poll(isCutOff = false): Promise<number> {
		try {
			const items = await this.trigger.poll();
			if (items.length > 0) this.#saved = this.trigger.saved();
			if (!isCutOff) this.delivered.push(...items);
			return items.length;
		} catch {
			this.errorCount += 1;
			return 0;
		}
	}

	restart(): void {
		this.trigger.restart(this.#saved);
	}
}

it('loses none of 5,000 changes over three restarts, a busy server and a clock that is wrong', async () => {
	const host = new Host(
		new Poller(sandbox.url, {
			operationId: 'getServiceTickets',
			budgetMs: 5_000,
			pollOptions: { mostRecords: 400 },
		}),
	);
	await host.activate();
	const reading = { method: 'GET', path: '/service/tickets' } as const;
	const rateLimit = { kind: 'rateLimit', retryAfterSeconds: 1 } as const;
	sandbox.faults.add({ ...reading, after: 1, action: rateLimit, probability: 0.1, seed: 1 });
	const unavailable = { kind: 'gateway', status: 503 } as const;
	sandbox.faults.add({ ...reading, action: unavailable, probability: 0.1, seed: 2 });
	const written = startWriters({
		apiRoot: sandbox.apiRoot,
		label: 'Engine',
		writerCount: 5,
		changeCount: CHANGE_COUNT,
		durationMs: WRITING_MS,
	});
	const killAt = KILL_AT.map((share) => share * CHANGE_COUNT);
	// On a slow machine the writers may be done before the last restart has come.
	let latePolls = LATE_POLLS_COUNT;
	while (!written.isDone || (killAt.length > 0 && latePolls-- > 0)) {
		const isDue = written.count >= (killAt[0] ?? Infinity);
		const count = await host.poll(isDue);
		if (isDue && count > 0) {
			killAt.shift();
			host.restart();
		}
		await delay(POLL_EVERY_MS);
	}
	await written.done;
	await delay(SETTLED_MS);
	sandbox.faults.clear();
	let empty = 0;
	while (empty < 3) empty = (await host.poll()) === 0 ? empty + 1 : 0;

	const { delivered } = host;
	const states = new Set(delivered.map(({ event }) => event.id));
	const seen = new Set(delivered.map(({ id, summary }) => `${String(id)} ${String(summary)}`));
	const lost = [...written.last].filter(([id, summary]) => !seen.has(`${id} ${summary}`));
	process.stdout.write(
		`polling: ${written.count} changes of ${written.last.size} records, ${states.size} states passed on, ${delivered.length - states.size} repeats, ${lost.length} lost, ${host.errorCount} polls failed\n`,
	);
	expect(killAt).toEqual([]);
	expect(written.count).toBe(CHANGE_COUNT);
	expect(lost).toEqual([]);
}, 120_000);
