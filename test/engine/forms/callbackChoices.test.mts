import { describe, expect, it } from 'vitest';
import { RECORD_TYPES } from '../../../nodes/ConnectWiseManage/triggers/callback/recordTypes.ts';
import { credentialsFor, requestsOf } from '../connectWise.mts';
import { runListSearch } from '../harness.mts';
import { withSandbox } from '../servers.mts';

const { sandbox } = await withSandbox({ size: 250 });

const choices = async (event: string, watch: string, filter?: string, token?: string) =>
	await runListSearch('searchWatched', {
		node: 'connectWiseManageTrigger',
		parameters: { event, watch },
		credentials: credentialsFor(sandbox.url),
		filter,
		token,
	});

const levels = RECORD_TYPES.flatMap(({ type, levels: all }) =>
	all.filter(({ list }) => list).map(({ level }) => ({ type, level })),
);

describe('the list of what a trigger can watch', () => {
	it.each(levels)('comes from ConnectWise for $level of $type', async ({ type, level }) => {
		const { results } = await choices(type, level);
		expect(results.length).toBeGreaterThan(0);
		for (const { name, value } of results) expect(name).toMatch(new RegExp(`.\\(${value}\\)$`));
	});

	it('has the names of boards with their ids', async () => {
		const { results, paginationToken } = await choices('ticket', 'board');
		const boards = sandbox.store('service/boards').all();
		expect(results).toHaveLength(boards.length);
		expect(results).toContainEqual({
			name: `${String(boards[0]?.['name'])} (${String(boards[0]?.['id'])})`,
			value: String(boards[0]?.['id']),
		});
		expect(paginationToken).toBeUndefined();
	});

	it('names the board of a status', async () => {
		const { results } = await choices('ticket', 'status');
		const [board] = sandbox.store('service/boards').all();
		const [status] = sandbox.store(`service/boards/${String(board?.['id'])}/statuses`).all();
		expect(results).toContainEqual({
			name: `${String(board?.['name'])} › ${String(status?.['name'])} (${String(status?.['id'])})`,
			value: String(status?.['id']),
		});
		const { results: found } = await choices('ticket', 'status', String(status?.['name']));
		expect(found.length).toBeGreaterThan(0);
		expect(found.length).toBeLessThan(results.length);
	});

	it('goes on page by page, and is searched by ConnectWise', async () => {
		const first = await choices('ticket', 'ticket');
		const second = await choices('ticket', 'ticket', undefined, first.paginationToken);
		const third = await choices('ticket', 'ticket', undefined, second.paginationToken);
		const values = [first, second, third].flatMap(({ results }) =>
			results.map(({ value }) => value),
		);
		expect(new Set(values).size).toBe(250);
		expect(third.paginationToken).toBeUndefined();
		sandbox.journal.clear();
		const [ticket] = sandbox.store('service/tickets').all();
		const { results } = await choices('ticket', 'ticket', String(ticket?.['id']));
		expect(results.map(({ value }) => value)).toContain(String(ticket?.['id']));
		expect(requestsOf(sandbox)).toEqual(['GET /service/tickets']);
	});

	it.each(['"', '\\', '" or id > 0 or name contains "', '%', '   ', "O'Hara"])(
		'is not upset by a search for %j',
		async (filter) => {
			const { results } = await choices('ticket', 'board', filter);
			const all = sandbox.store('service/boards').size;
			expect(results).toHaveLength(filter.replaceAll(/["\\\s]/g, '') === '' ? all : 0);
		},
	);

	it('is empty where there is nothing to choose from, and asks nobody', async () => {
		for (const [event, watch] of [
			['ticket', 'owner'],
			['ticket', 'integratortag'],
			['planet', 'board'],
			['company', 'board'],
		] as const) {
			expect(await choices(event, watch)).toEqual({ results: [] });
		}
		expect(requestsOf(sandbox)).toEqual([]);
	});

	it('says what ConnectWise refuses', async () => {
		sandbox.faults.add({ action: { kind: 'status', status: 403 }, method: 'GET' });
		await expect(choices('ticket', 'board')).rejects.toThrow('403');
	});
});
