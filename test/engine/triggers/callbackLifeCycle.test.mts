import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { credentialsFor, requestsOf } from '../connectWise.mts';
import { createTrigger } from '../triggerHarness.mts';
import type { TriggerOptions, TriggerUnderTest } from '../triggerHarness.mts';
import { withSandbox } from '../servers.mts';

const BASE_URL = 'http://127.0.0.1:5678/';
const FOREIGN_URL = 'https://other.example/hook?recordId=';
const OLD = '2020-01-01T00:00:00Z';

const { sandbox } = await withSandbox({ size: 40 });

const entries = () => sandbox.store('system/callbacks').all();
const entryOf = (id: unknown) => entries().find((entry) => entry['id'] === id);
const board = (value: string): INodeParameters => ({
	event: 'ticket',
	watch: 'board',
	watchedId: { __rl: true, mode: 'id', value },
});

function trigger(
	parameters: INodeParameters = { event: 'ticket' },
	more: Partial<TriggerOptions> = {},
): TriggerUnderTest {
	return createTrigger({
		parameters,
		baseUrl: BASE_URL,
		credentials: credentialsFor(sandbox.url),
		...more,
	});
}

/** An entry that is in ConnectWise already. */
const addEntry = (more: IDataObject): number =>
	Number(
		sandbox.store('system/callbacks').insert({
			type: 'ticket',
			level: 'owner',
			objectId: 1,
			url: FOREIGN_URL,
			description: 'other integration',
			inactiveFlag: false,
			isSelfSuppressedFlag: false,
			memberId: 243,
			_info: { lastUpdated: OLD },
			...(more as object),
		})['id'],
	);

const failure = async (work: Promise<unknown>) =>
	await work.then(
		() => {
			throw new Error('It should have failed');
		},
		(error: Error & { description?: string }) => error,
	);

describe('activation', () => {
	it('registers one entry, and keeps its id and address', async () => {
		const onChange = trigger({ ...board('3'), options: { ignoreOwnChanges: true } });
		expect(await onChange.checkExists()).toBe(false);
		expect(requestsOf(sandbox)).toEqual([]);
		expect(await onChange.create()).toBe(true);
		expect(requestsOf(sandbox)).toEqual(['GET /system/callbacks', 'POST /system/callbacks']);
		expect(sandbox.journal.last()?.body).toEqual({
			description: 'n8n:flow1:node-1',
			url: `${onChange.url}?recordId=`,
			objectId: 3,
			type: 'ticket',
			level: 'board',
			inactiveFlag: false,
			isSelfSuppressedFlag: true,
		});
		const [entry] = entries();
		expect(onChange.kept()).toEqual({
			callbackId: entry?.['id'],
			callbackUrl: `${onChange.url}?recordId=`,
		});
	});

	it('finds its entry again with one request, also after n8n was started anew', async () => {
		const before = trigger();
		await before.activate();
		sandbox.journal.clear();
		const after = trigger(undefined, { staticData: before.saved() });
		expect(await after.checkExists()).toBe(true);
		expect(requestsOf(sandbox)).toEqual([
			`GET /system/callbacks/${String(before.kept()['callbackId'])}`,
		]);
		expect(entries()).toHaveLength(1);
	});

	it('switches on again what ConnectWise switched off', async () => {
		const onChange = trigger();
		await onChange.activate();
		const id = Number(onChange.kept()['callbackId']);
		sandbox.store('system/callbacks').replace(id, { ...entryOf(id), inactiveFlag: true });
		expect(await onChange.checkExists()).toBe(false);
		await onChange.create();
		expect(entries()).toHaveLength(1);
		expect(entryOf(id)).toMatchObject({ inactiveFlag: false });
	});

	it('registers again when its entry is gone', async () => {
		const onChange = trigger();
		await onChange.activate();
		sandbox.store('system/callbacks').remove(Number(onChange.kept()['callbackId']));
		expect(await onChange.checkExists()).toBe(false);
		expect(onChange.kept()).toEqual({});
		await onChange.create();
		expect(onChange.kept()).toMatchObject({ callbackId: entries()[0]?.['id'] });
	});

	it('takes up the entry that a crash left, instead of a second one', async () => {
		await trigger().activate();
		const afterCrash = trigger();
		sandbox.journal.clear();
		await afterCrash.activate();
		expect(requestsOf(sandbox)).toEqual(['GET /system/callbacks']);
		expect(entries()).toHaveLength(1);
		expect(afterCrash.kept()).toMatchObject({ callbackId: entries()[0]?.['id'] });
	});

	it('finds that entry behind many others, on a server with small pages', async () => {
		for (let objectId = 1; objectId <= 60; objectId++) addEntry({ level: 'board', objectId });
		await trigger().activate();
		sandbox.switches.set('largestPage', 25);
		const afterCrash = trigger();
		await afterCrash.activate();
		expect(entries()).toHaveLength(61);
		expect(afterCrash.kept()).toMatchObject({ callbackId: entries().at(-1)?.['id'] });
	});

	it('removes the entry that it had with other parameters', async () => {
		const everything = trigger();
		await everything.activate();
		const one = trigger(board('3'), { staticData: everything.saved() });
		await one.activate();
		expect(entries()).toMatchObject([{ level: 'board', objectId: 3 }]);
	});

	it('takes its production entry along to another address, and leaves twins of a copy alone', async () => {
		const before = trigger();
		await before.activate();
		const copy = addEntry({
			...entryOf(before.kept()['callbackId']),
			url: `https://copy.example/webhook/00000000-0000-4000-8000-0000000000f1/webhook?recordId=`,
		});
		const moved = trigger(undefined, {
			baseUrl: 'http://127.0.0.1:9999/',
			staticData: before.saved(),
		});
		sandbox.switches.set('callbackMatch', 'withUrl');
		await moved.activate();
		expect(entries().map(({ url }) => url)).toEqual([
			entryOf(copy)?.['url'],
			`${moved.url}?recordId=`,
		]);
	});

	it('never registers twice when the answer got lost', async () => {
		sandbox.faults.add({ action: { kind: 'reset', when: 'after' }, method: 'POST', times: 1 });
		const onChange = trigger();
		await onChange.activate();
		expect(entries()).toHaveLength(1);
		expect(onChange.kept()).toMatchObject({ callbackId: entries()[0]?.['id'] });
	});

	it('says so when ConnectWise takes no callbacks', async () => {
		sandbox.faults.add({ action: { kind: 'status', status: 403 }, method: 'POST' });
		const onChange = trigger();
		expect((await failure(onChange.activate())).message).toContain('403');
		expect(onChange.kept()).toEqual({});
	});

	it('fails when ConnectWise does not say whether the entry is there', async () => {
		const onChange = trigger();
		await onChange.activate();
		const kept = { ...onChange.kept() };
		sandbox.faults.add({ action: { kind: 'status', status: 500 }, method: 'GET' });
		expect((await failure(onChange.checkExists())).message).toContain('500');
		expect(onChange.kept()).toEqual(kept);
	}, 60_000);

	it('tries Only If before, and names what is wrong with it', async () => {
		const onChange = trigger({ event: 'ticket', onlyIf: 'colour = "red"' });
		expect((await failure(onChange.activate())).message).toMatch(/colour/);
		expect(entries()).toEqual([]);
	});

	it('names the row of Only If that is at fault, and asks ConnectWise nothing', async () => {
		const rows = [{ recordField: 'summary|text', textOperator: 'equals', value: '' }];
		const onChange = trigger({ event: 'ticket', filters: { rows } });
		expect((await failure(onChange.activate())).message).toBe(
			'Only If, row 1 (Summary) has no value',
		);
		expect(entries()).toEqual([]);
	});

	it('tries the rows of Only If before, and says what ConnectWise has against them', async () => {
		const child = { recordField: 'communicationItems/value|text', textOperator: 'equals' };
		const filters = { rows: [{ ...child, value: 'ann@acme.example' }] };
		const onChange = trigger({ event: 'contact', filters });
		sandbox.faults.add({ action: { kind: 'status', status: 400 }, path: /contacts/ });
		expect((await failure(onChange.activate())).message).toContain('400');
		expect(sandbox.journal.last({ path: /contacts/ })?.query).toMatchObject({
			childConditions: 'communicationItems/value = "ann@acme.example"',
			pageSize: '1',
		});
		expect(entries()).toEqual([]);
	});

	it('names an address that ConnectWise could not call, and sends nothing', async () => {
		const credentials = credentialsFor('https://na.myconnectwise.net');
		const onChange = trigger(undefined, { credentials, baseUrl: 'http://localhost:5678/' });
		const error = await failure(onChange.create());
		expect(error.message).toContain('ConnectWise cannot call http://localhost:5678/');
		expect(error.description).toContain('WEBHOOK_URL');
	});

	it('names the field of a credential that is not filled in', async () => {
		const credentials = credentialsFor(sandbox.url, { clientId: '' });
		const error = await failure(trigger(undefined, { credentials }).create());
		expect(error.message).toContain('The Client ID is empty');
	});
});

describe('an entry of somebody else', () => {
	it('that watches the same is named, and stays as it is', async () => {
		const id = addEntry({});
		const before = entryOf(id);
		const error = await failure(trigger().activate());
		expect(error.message).toContain(`entry ${id}, which calls ${FOREIGN_URL}`);
		expect(error.message).toContain('described as "other integration"');
		expect(error.description).toContain('Watch something narrower');
		expect(entries()).toEqual([before]);
	});

	it('that this API member cannot see is said to be there', async () => {
		addEntry({ memberId: 999 });
		sandbox.switches.set('callbackVisibility', 'member');
		const error = await failure(trigger().activate());
		expect(error.message).toContain('one that this API member cannot see');
	});

	it.each([
		{ level: 'board', objectId: 3 },
		{ type: 'company' },
		{ description: 'n8n:flow1:node-1' },
		{ url: 'http://127.0.0.1:5678/webhook/another/webhook?recordId=' },
		{ inactiveFlag: true },
	])('such as %j survives activation and deactivation', async (more) => {
		sandbox.switches.set('callbackMatch', 'withUrl');
		const id = addEntry(more);
		const before = entryOf(id);
		const onChange = trigger();
		await onChange.activate();
		expect(entries()).toHaveLength(2);
		await onChange.remove();
		expect(entries()).toEqual([before]);
	});

	it('whose id is the kept one on another server is left alone', async () => {
		const id = addEntry({});
		const staticData = {
			'node:On Change': { callbackId: id, callbackUrl: `${BASE_URL}webhook/x/webhook?recordId=` },
		};
		const onChange = trigger(undefined, { staticData });
		await onChange.remove();
		expect(entries()).toHaveLength(1);
		expect(onChange.kept()).toEqual({});
		expect(onChange.logged).toEqual([
			{ level: 'warn', message: expect.stringContaining(`Callback ${id}`) as string },
		]);
	});
});

describe('deactivation', () => {
	it('removes the entry and what was kept', async () => {
		const onChange = trigger();
		await onChange.activate();
		const id = String(onChange.kept()['callbackId']);
		sandbox.journal.clear();
		expect(await onChange.remove()).toBe(true);
		expect(requestsOf(sandbox)).toEqual([
			`GET /system/callbacks/${id}`,
			`DELETE /system/callbacks/${id}`,
		]);
		expect(entries()).toEqual([]);
		expect(onChange.kept()).toEqual({});
	});

	it('is content with an entry that is gone, and with none', async () => {
		const onChange = trigger();
		await onChange.activate();
		sandbox.store('system/callbacks').remove(Number(onChange.kept()['callbackId']));
		expect(await onChange.remove()).toBe(true);
		expect(onChange.kept()).toEqual({});
		sandbox.journal.clear();
		expect(await onChange.remove()).toBe(true);
		expect(requestsOf(sandbox)).toEqual([]);
	});

	it('fails aloud and can be tried again when ConnectWise refuses', async () => {
		const onChange = trigger();
		await onChange.activate();
		sandbox.faults.add({ action: { kind: 'status', status: 403 }, method: 'DELETE', times: 1 });
		expect((await failure(onChange.remove())).message).toContain('403');
		expect(onChange.kept()).toHaveProperty('callbackId');
		await onChange.remove();
		expect(entries()).toEqual([]);
	});
});

describe('a test in the editor', () => {
	it('has an entry of its own beside the production one', async () => {
		sandbox.switches.set('callbackMatch', 'withUrl');
		const production = trigger();
		const test = trigger(undefined, { isTest: true });
		await production.activate();
		await test.activate();
		expect(entries()).toMatchObject([
			{ description: 'n8n:flow1:node-1', url: `${production.url}?recordId=` },
			{ description: 'n8n:flow1:node-1:test', url: `${test.url}?recordId=` },
		]);
		await test.remove();
		expect(entries()).toMatchObject([{ description: 'n8n:flow1:node-1' }]);
		expect(await production.checkExists()).toBe(true);
	});

	it('says what to do where ConnectWise allows only one of both', async () => {
		await trigger().activate();
		const error = await failure(trigger(undefined, { isTest: true }).activate());
		expect(error.description).toContain('unpublish the workflow to test it');
		expect(entries()).toHaveLength(1);
	});

	it('removes what earlier tests of this node left, and nothing that may still run', async () => {
		sandbox.switches.set('callbackMatch', 'withUrl');
		const path = '/webhook-test/00000000-0000-4000-8000-0000000000f1/webhook?recordId=';
		const left = { description: 'n8n:flow1:node-1:test', url: `https://old.example${path}` };
		const now = new Date().toISOString();
		addEntry(left);
		const running = addEntry({
			...left,
			url: `https://b.example${path}`,
			_info: { lastUpdated: now },
		});
		const unknown = addEntry({ ...left, url: `https://c.example${path}`, _info: {} });
		const other = addEntry({ ...left, description: 'n8n:flow1:node-2:test' });
		const test = trigger(undefined, { isTest: true });
		await test.activate();
		const ids = entries().map(({ id }) => id);
		expect(ids).toEqual([running, unknown, other, test.kept()['callbackId']]);
	});
});
