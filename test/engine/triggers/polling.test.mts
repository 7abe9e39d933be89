import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IDataObject } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../sandbox/index.mts';
import { clientOf } from '../../sandbox/client.mts';
import type { JsonObject } from '../../sandbox/json.mts';
import { Poller, type Item, type PollerOptions } from '../poller.mts';

const TICKETS = 'service/tickets';
const OPERATION = 'getServiceTickets';
/** By the server's clock, which the sandbox moves by this between two polls. */
const SKEWS = [-90, 0, 90, 3600] as const;

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ size: 300 });
});
beforeEach(() => {
	sandbox.reset();
	sandbox.switches.set('clockSkewSeconds', SKEWS[0]);
});
afterAll(() => sandbox.close());

const poller = (options: Partial<PollerOptions> = {}) =>
	new Poller(sandbox.url, { operationId: OPERATION, ...options });

/** Lets time pass on the server. */
function later(step: 1 | 2 | 3): void {
	sandbox.switches.set('clockSkewSeconds', SKEWS[step]);
}

const iso = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
const serverTime = () => Date.now() + Number(sandbox.switches.get('clockSkewSeconds')) * 1_000;

/** Changes a record, now by the server's clock or at another time. */
function change(id: number, values: JsonObject, path = TICKETS, at = serverTime()): void {
	const store = sandbox.store(path);
	const before = store.get(id) ?? {};
	const info = { ...(before['_info'] as JsonObject), lastUpdated: iso(at), updatedBy: 'Someone' };
	store.replace(id, { ...before, ...values, _info: info });
}

function add(values: JsonObject, path = TICKETS): number {
	const store = sandbox.store(path);
	const [template] = store.all();
	const now = iso(serverTime());
	const info = { dateEntered: now, enteredBy: 'Someone', lastUpdated: now, updatedBy: 'Someone' };
	const { id, ...rest } = template ?? {};
	return Number(store.insert({ ...rest, ...values, _info: info })['id']);
}

const ids = (items: readonly Item[]) => items.map(({ id }) => Number(id));
const actions = (items: readonly Item[]) => items.map(({ event }) => event.action);
const firstIds = (count: number) =>
	sandbox
		.store(TICKETS)
		.all()
		.slice(0, count)
		.map(({ id }) => Number(id));

describe('what a poll passes on', () => {
	it('begins when it is switched on and passes on what changes from then on, each once', async () => {
		const trigger = poller();
		expect(await trigger.poll()).toEqual([]);
		const [first = 0, second = 0] = firstIds(2);
		change(second, { summary: 'changed' });
		const added = add({ summary: 'new' });
		later(1);
		const items = await trigger.poll();
		expect(ids(items)).toEqual([second, added]);
		expect(actions(items)).toEqual(['updated', 'added']);
		expect(items[0]).toMatchObject({
			summary: 'changed',
			event: { type: 'ticket', recordId: second, memberId: 'Someone', complete: true },
		});
		expect(items[0]?.event.id).toBe(`ticket:${second}@${String(items[0]?.event.at)}`);
		expect(await trigger.poll()).toEqual([]);
		change(first, { summary: 'later' });
		later(2);
		expect(ids(await trigger.poll())).toEqual([first]);
	});

	it('does not pass on what changed before it was switched on, although the overlap reaches there', async () => {
		const [id = 0] = firstIds(1);
		change(id, { summary: 'before' }, TICKETS, serverTime() - 30_000);
		const trigger = poller();
		await trigger.poll();
		later(1);
		expect(await trigger.poll()).toEqual([]);
	});

	it('begins at a given date, with the records changed since then at once', async () => {
		const [first = 0, second = 0] = firstIds(2);
		change(first, { summary: 'too old' }, TICKETS, serverTime() - 7_200_000);
		change(second, { summary: 'wanted' }, TICKETS, serverTime() - 1_800_000);
		const since = new Date(serverTime() - 3_600_000).toISOString();
		const trigger = poller({ pollOptions: { since }, options: { conditions: `id <= ${second}` } });
		expect(ids(await trigger.poll())).toEqual([second]);
		later(1);
		expect(await trigger.poll()).toEqual([]);
	});

	it.each([
		['created', ['added', 'added']],
		['updated', ['updated']],
		['both', ['updated', 'added', 'added']],
	] as const)('emits %s records: %j', async (event, expected) => {
		const trigger = poller({ event });
		await trigger.poll();
		const [id = 0] = firstIds(1);
		change(id, { summary: 'changed' });
		add({ summary: 'one' });
		add({ summary: 'two' });
		later(1);
		expect(actions(await trigger.poll())).toEqual(expected);
	});

	it('passes on a record that was created and changed between two polls, whatever is asked for', async () => {
		for (const event of ['created', 'updated', 'both'] as const) {
			sandbox.reset();
			sandbox.switches.set('clockSkewSeconds', SKEWS[0]);
			const trigger = poller({ event });
			await trigger.poll();
			const id = add({ summary: 'new' });
			later(1);
			change(id, { summary: 'and changed' });
			later(2);
			expect(ids(await trigger.poll())).toEqual([id]);
		}
	});

	it('tells the update of a record from its creation of the poll before, within the overlap', async () => {
		const trigger = poller();
		await trigger.poll();
		const id = add({ summary: 'new' });
		later(1);
		expect(actions(await trigger.poll())).toEqual(['added']);
		change(id, { summary: 'changed' });
		later(2);
		expect(actions(await trigger.poll())).toEqual(['updated']);
	});

	it('passes on a change that came to be seen late, within the overlap', async () => {
		const trigger = poller();
		await trigger.poll();
		later(1);
		await trigger.poll();
		const [id = 0] = firstIds(1);
		change(id, { summary: 'committed late' }, TICKETS, serverTime() - 60_000);
		expect(ids(await trigger.poll())).toEqual([id]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('passes on a second change in the very second of the first, if only the first was read', async () => {
		const trigger = poller();
		await trigger.poll();
		later(1);
		const [id = 0] = firstIds(1);
		const at = serverTime() - 10_000;
		change(id, { summary: 'first' }, TICKETS, at);
		expect((await trigger.poll()).map(({ summary }) => summary)).toEqual(['first']);
		change(id, { summary: 'second' }, TICKETS, at);
		expect((await trigger.poll()).map(({ summary }) => summary)).toEqual(['second']);
		later(2);
		expect(await trigger.poll()).toEqual([]);
	});

	it('leaves a change of the last two seconds to the next poll, which then has its last state', async () => {
		const trigger = poller();
		await trigger.poll();
		later(1);
		const [id = 0] = firstIds(1);
		change(id, { summary: 'just now' });
		expect(await trigger.poll()).toEqual([]);
		change(id, { summary: 'and again' });
		later(2);
		expect((await trigger.poll()).map(({ summary }) => summary)).toEqual(['and again']);
	});

	it('keeps to conditions, also with OR, and to the fields chosen', async () => {
		const [first = 0, second = 0, third = 0] = firstIds(3);
		const conditions = `id = ${first} or id = ${third}`;
		const trigger = poller({ options: { conditions, fields: 'summary,status/name' } });
		await trigger.poll();
		for (const id of [first, second, third]) change(id, { summary: `changed ${id}` });
		later(1);
		const items = await trigger.poll();
		expect(ids(items)).toEqual([first, third]);
		expect(Object.keys(items[0] ?? {}).toSorted()).toEqual(['event', 'id', 'status', 'summary']);
		expect(items[0]?.event.at).toMatch(/^\d{4}-/);
	});

	it('keeps to the rows of the Filter', async () => {
		const row = { recordField: 'summary|text', textOperator: 'contains', value: 'urgent' };
		const trigger = poller({
			parameters: { conditionsMode: 'build', filterCombination: 'all', filters: { rows: [row] } },
		});
		await trigger.poll();
		const [first = 0, second = 0] = firstIds(2);
		change(first, { summary: 'an urgent matter' });
		change(second, { summary: 'a matter' });
		later(1);
		expect(ids(await trigger.poll())).toEqual([first]);
	});

	it('simplifies', async () => {
		const trigger = poller({ pollOptions: { simplify: true } });
		await trigger.poll();
		const [id = 0] = firstIds(1);
		change(id, { summary: 'simple' });
		later(1);
		const [item] = await trigger.poll();
		expect(item).toMatchObject({ id, summary: 'simple', status: expect.any(String) });
		expect(item).not.toHaveProperty('_info');
	});

	it('follows a list below a record, named by its path', async () => {
		const [ticket = 0] = firstIds(1);
		const path = `${TICKETS}/${ticket}/notes`;
		const trigger = poller({
			operationId: 'getServiceTicketsByParentIdNotes',
			options: { parentId: ticket },
		});
		await trigger.poll();
		const id = add({ text: 'a note' }, path);
		later(1);
		const [item] = await trigger.poll();
		expect(item).toMatchObject({ text: 'a note', event: { type: path, recordId: id } });
	});
});

describe('Watch Fields', () => {
	it('passes an update on only if a watched field differs from what was last seen', async () => {
		const trigger = poller({ pollOptions: { watchFields: 'status/name, closedFlag' } });
		await trigger.poll();
		const [id = 0] = firstIds(1);
		change(id, { status: { id: 1, name: 'New' }, summary: 'seen first' });
		later(1);
		expect(ids(await trigger.poll())).toEqual([id]);
		change(id, { summary: 'another summary' });
		later(2);
		expect(await trigger.poll()).toEqual([]);
		change(id, { status: { id: 2, name: 'Assigned' } });
		later(3);
		expect(ids(await trigger.poll())).toEqual([id]);
	});
});

describe('Include What Changed', () => {
	const includes = { pollOptions: { includeChanges: true } };
	const patch = async (id: number, summary: string) => {
		const body = [{ op: 'replace', path: 'summary', value: summary }];
		const answer = await clientOf(sandbox.apiRoot)('PATCH', `/${TICKETS}/${id}`, { body });
		expect(answer.status).toBe(200);
	};

	it('adds what the audit trail tells since the last poll', async () => {
		const [id = 0] = firstIds(1);
		await patch(id, 'long before');
		later(1);
		const trigger = poller(includes);
		await trigger.poll();
		await patch(id, 'one');
		await patch(id, 'two');
		later(2);
		const [item] = await trigger.poll();
		expect(item?.event.changes).toMatchObject([
			{ oldValue: 'long before', newValue: 'one' },
			{ oldValue: 'one', newValue: 'two' },
		]);
	});

	it('passes a change on without it, with a warning, where it cannot be read', async () => {
		const trigger = poller(includes);
		await trigger.poll();
		const [id = 0] = firstIds(1);
		await patch(id, 'changed');
		later(1);
		sandbox.faults.add({ action: { kind: 'status', status: 403 }, path: '/system/audittrail' });
		const [item] = await trigger.poll();
		expect(item).toMatchObject({ summary: 'changed' });
		expect(item?.event).not.toHaveProperty('changes');
		expect(trigger.warnings.join()).toMatch(/left out for 1 records, because .*403/);
	});

	it('says so of lists that have no audit trail', async () => {
		const trigger = poller({ ...includes, operationId: 'getServiceBoards' });
		await trigger.poll();
		const path = 'service/boards';
		change(Number(sandbox.store(path).all()[0]?.['id']), { name: 'renamed' }, path);
		later(1);
		expect(await trigger.poll()).toHaveLength(1);
		expect(trigger.warnings.join()).toMatch(/keeps no audit trail/);
	});
});

describe('what a poll keeps', () => {
	it('lets an error pass without losing anything', async () => {
		const trigger = poller();
		await trigger.poll();
		const before = trigger.saved();
		const [id = 0] = firstIds(1);
		change(id, { summary: 'changed' });
		later(1);
		sandbox.faults.add({ action: { kind: 'status', status: 500 }, times: 1 });
		await expect(trigger.poll()).rejects.toThrow(/500/);
		expect(trigger.saved()).toEqual(before);
		expect(ids(await trigger.poll())).toEqual([id]);
	});

	it('gives up within its time when the server asks for a longer wait', async () => {
		const trigger = poller({ budgetMs: 3_000 });
		await trigger.poll();
		sandbox.faults.add({ action: { kind: 'rateLimit', retryAfterSeconds: 60 }, times: 1 });
		await expect(trigger.poll()).rejects.toThrow(/wait of 60 seconds/);
	});

	it('works where n8n tells no time for a poll', async () => {
		const trigger = poller({ budgetMs: 'untold' });
		expect(await trigger.poll()).toEqual([]);
	});

	it('takes at most so many records a poll and the rest with the next ones', async () => {
		const trigger = poller({ pollOptions: { mostRecords: 4 } });
		await trigger.poll();
		const wanted = firstIds(10);
		for (const id of wanted) change(id, { summary: 'bulk' });
		later(1);
		const polls = [await trigger.poll(), await trigger.poll(), await trigger.poll()];
		expect(polls.map((items) => items.length)).toEqual([4, 4, 2]);
		expect(polls.flatMap(ids)).toEqual(wanted);
		expect(await trigger.poll()).toEqual([]);
	});

	it('has a change at the beginning of a window that is half read with the next one', async () => {
		const trigger = poller({ pollOptions: { mostRecords: 4 } });
		await trigger.poll();
		const wanted = firstIds(6);
		const [first = 0] = wanted;
		for (const id of wanted) change(id, { summary: 'bulk' });
		later(1);
		expect(ids(await trigger.poll())).toEqual(wanted.slice(0, 4));
		change(first, { summary: 'once more' });
		later(2);
		expect(ids(await trigger.poll())).toEqual(wanted.slice(4));
		expect((await trigger.poll()).map(({ summary }) => summary)).toEqual(['once more']);
	});

	it('repeats the last poll after a restart, as its execution may have been cut off', async () => {
		const trigger = poller({ pollOptions: { watchFields: 'summary' } });
		await trigger.poll();
		const [first = 0, second = 0] = firstIds(2);
		change(first, { summary: 'earlier' });
		later(1);
		await trigger.poll();
		change(second, { summary: 'last' });
		later(2);
		const items = await trigger.poll();
		expect(ids(items)).toEqual([second]);
		expect(await trigger.poll()).toEqual([]);
		trigger.restart();
		expect((await trigger.poll()).map(({ event }) => event.id)).toEqual(
			items.map(({ event }) => event.id),
		);
		expect(await trigger.poll()).toEqual([]);
	});

	it('does not repeat for ever where two n8n take turns', async () => {
		const trigger = poller();
		await trigger.poll();
		const [first = 0, second = 0] = firstIds(2);
		change(first, { summary: 'changed' });
		later(1);
		const counts = [];
		for (let turn = 0; turn < 8; turn++) {
			counts.push((await trigger.poll()).length);
			trigger.restart();
		}
		expect(counts).toEqual([1, 1, 1, 1, 1, 1, 0, 0]);
		change(second, { summary: 'changed' });
		later(2);
		expect(await trigger.poll()).toHaveLength(1);
	});

	it('repeats nothing after a restart where that is not wanted', async () => {
		const trigger = poller({ pollOptions: { repeatAfterRestart: false } });
		await trigger.poll();
		change(firstIds(1)[0] ?? 0, { summary: 'changed' });
		later(1);
		expect(await trigger.poll()).toHaveLength(1);
		trigger.restart();
		expect(await trigger.poll()).toEqual([]);
	});

	it('reads the same window again if the state of an empty poll was lost', async () => {
		const trigger = poller();
		await trigger.poll();
		const saved = trigger.saved();
		later(1);
		expect(await trigger.poll()).toEqual([]);
		const [id = 0] = firstIds(1);
		change(id, { summary: 'changed' });
		trigger.restart(saved);
		later(2);
		expect(ids(await trigger.poll())).toEqual([id]);
	});

	it('begins anew, with a warning and no flood, for another list or other conditions', async () => {
		const trigger = poller();
		await trigger.poll();
		const [id = 0] = firstIds(1);
		change(id, { summary: 'changed' });
		later(1);
		trigger.change({ options: { conditions: 'id > 0' } });
		expect(await trigger.poll()).toEqual([]);
		expect(trigger.warnings.join()).toMatch(/conditions.*from now on/);
		later(2);
		expect(await trigger.poll()).toEqual([]);
	});

	it('goes on with conditions whose expression gives another date each time', async () => {
		const options = `={ "conditions": "dateEntered > [2001-01-01T00:00:00Z] and id > {{ $now.millisecond * 0 }} and dateEntered < [{{ $now.plus({ days: 1 }).toUTC().toISO() }}]" }`;
		const trigger = poller({ options });
		await trigger.poll();
		const [id = 0] = firstIds(1);
		change(id, { summary: 'changed' });
		later(1);
		expect(ids(await trigger.poll())).toEqual([id]);
		expect(trigger.warnings).toEqual([]);
	});

	it.each([
		['text', { poll: 'nonsense' }],
		['another version', { poll: { version: 2 } }],
		['a mark that is none', { poll: { version: 1, mark: 'x', fingerprint: 'y' } }],
		['a list', { poll: [] }],
	])('begins anew where it finds %s in its place', async (_, staticData) => {
		const trigger = poller();
		trigger.overwrite(staticData as IDataObject);
		expect(await trigger.poll()).toEqual([]);
		change(firstIds(1)[0] ?? 0, { summary: 'changed' });
		later(1);
		expect(await trigger.poll()).toHaveLength(1);
	});
});

describe('lists that tell no time', () => {
	it('follows new records by id where the list refuses lastUpdated', async () => {
		sandbox.switches.set('lastUpdatedFilter', false);
		const trigger = poller({ event: 'created' });
		expect(await trigger.poll()).toEqual([]);
		change(firstIds(1)[0] ?? 0, { summary: 'changed' });
		const id = add({ summary: 'new' });
		const items = await trigger.poll();
		expect(ids(items)).toEqual([id]);
		expect(actions(items)).toEqual(['added']);
		expect(await trigger.poll()).toEqual([]);
	});

	it('says that updates cannot be seen there', async () => {
		sandbox.switches.set('lastUpdatedFilter', false);
		await expect(poller({ event: 'updated' }).poll()).rejects.toThrow(/updates cannot be seen/);
		const both = poller({ event: 'both' });
		await both.poll();
		expect(both.warnings.join()).toMatch(/only new records start the workflow/);
	});
});

describe('a test in the editor', () => {
	it('shows the newest records and leaves the state as it is', async () => {
		const trigger = poller();
		await trigger.poll();
		const before = trigger.saved();
		const last = add({ summary: 'newest' });
		const items = await trigger.test();
		expect(ids(items)[0]).toBe(last);
		expect(items.length).toBeLessThanOrEqual(5);
		expect(trigger.saved()).toEqual(before);
	});

	it('says that there is nothing to show', async () => {
		const trigger = poller({ options: { conditions: 'id < 0' } });
		await expect(trigger.test()).rejects.toThrow(/no records that meet the conditions/);
	});
});

describe('what cannot be polled', () => {
	it.each([
		['getServiceTicketsById', { id: 1 }, /does not read a list/],
		['getServiceTicketsByParentIdAllNotes', { parentId: 1002 }, /have no ID of their own/],
		['getSystemAudittrail', { type: 'Ticket', id: 1 }, /have no ID of their own/],
		['getServiceTickets', { orderBy: 'summary' }, /"orderBy"/],
		['', {}, /Operation ID is empty/],
		['postServiceTickets', {}, /belongs to Mutate/],
	])('%s %j', async (operationId, options, message) => {
		await expect(poller({ operationId, options }).poll()).rejects.toThrow(message);
	});

	it.each([
		[{ overlap: -1 }, /Overlap must be from 0 to 1440 minutes/],
		[{ mostRecords: 0 }, /Most Records a Poll/],
		[{ since: 'soon' }, /"Start From" is not a date/],
	])('says what is wrong with %j', async (pollOptions, message) => {
		await expect(poller({ pollOptions }).poll()).rejects.toThrow(message);
	});

	it('has the mistake in conditions when the workflow is switched on', async () => {
		const trigger = poller({ options: { conditions: 'nonsense = 1' } });
		await expect(trigger.poll()).rejects.toThrow(/nonsense/);
	});
});
