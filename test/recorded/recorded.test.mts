import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTemplate } from '../../nodes/ConnectWiseManage/catalogue/index.ts';
import type { OperationTemplate } from '../../nodes/ConnectWiseManage/catalogue/types.ts';
import { connectTo, failed, succeeded } from '../engine/connectWise.mts';
import type { CallOptions } from '../engine/connectWise.mts';
import { toBinary } from '../engine/harness.mts';
import { DIFFERENCES } from './differences.mts';
import { reasonsOf, sentBody } from './expectations.mts';
import { asksBehind, startPlayer } from './player.mts';
import type { Player } from './player.mts';
import { MISSING_RECORDINGS, readRecordings } from './recordings.mts';
import type { Recording } from './recordings.mts';

const ANSWER_COUNT = 65;
const RECORD_COUNT = 133;
const FILE = { content: Buffer.from('{}'), name: 'test.json', type: 'application/json' };

const recordings = await readRecordings();

async function templateOf({ operationId }: Recording): Promise<OperationTemplate> {
	const template = await loadTemplate(operationId);
	if (!template) throw new Error(`There is no operation ${operationId}`);
	return template;
}

const recordsOf = ({ body }: Recording): readonly unknown[] => (body === null ? [] : [body].flat());

function callFor({ request }: Recording, { kind }: OperationTemplate): CallOptions {
	const { options = {}, body, upload } = request;
	if (kind === 'query') return { options: { ...options, ...(body as IDataObject | undefined) } };
	return {
		options: { ...options },
		...(body !== undefined && { body }),
		...(upload && {
			items: [{ json: {}, binary: { data: toBinary(FILE.content, FILE.name, FILE.type) } }],
		}),
		settings: { retries: 0 },
	};
}

if (!recordings) {
	it('have reviewed differences of operations that exist', async () => {
		console.log(MISSING_RECORDINGS);
		for (const name of DIFFERENCES.keys()) {
			expect(await loadTemplate(name.split('-')[1] ?? '')).toBeDefined();
		}
	});
} else {
	describe('recorded answers of real servers', () => {
		let player: Player;

		beforeAll(async () => {
			player = await startPlayer();
		});
		afterAll(() => player.close());

		const run = async (recording: Recording) => {
			const template = await templateOf(recording);
			const { options = {} } = recording.request;
			const path = template.path.replace(/\{(\w+)\}/g, (_, name: string) => String(options[name]));
			player.play(recording, template.method, path);
			const call = callFor(recording, template);
			return await connectTo(player.url).run(template.kind, template.id, call);
		};

		const good = recordings.filter(({ status }) => status < 300);
		const refused = recordings.filter(({ status }) => status >= 400);
		const written = recordings.filter(({ request }) => request.body !== undefined);

		it('are all there', () => {
			expect(recordings.length).toBeGreaterThanOrEqual(ANSWER_COUNT);
			expect(good.flatMap(recordsOf).length).toBeGreaterThanOrEqual(RECORD_COUNT);
			expect(good.length + refused.length).toBe(recordings.length);
		});

		it.each(good)('$name comes out whole', async (recording) => {
			const { json } = succeeded(await run(recording));
			const { options = {} } = recording.request;
			const blank = [{ deleted: true, ...options }];
			expect(json).toEqual(recording.body === null ? blank : recordsOf(recording));
			expect(player.sent.filter((request) => !asksBehind(request))).toHaveLength(1);
		});

		it.each(refused)("$name is told in the server's words", async (recording) => {
			const { message } = failed(await run(recording));
			const reasons = reasonsOf(recording);
			expect(reasons).not.toEqual([]);
			for (const reason of reasons) expect(message).toContain(reason);
			expect(player.sent.filter((request) => !asksBehind(request))).toHaveLength(1);
		});

		it.each(written)('$name sends the body as recorded, or as reviewed', async (recording) => {
			await run(recording);
			const { body } = recording.request;
			const difference = DIFFERENCES.get(recording.name);
			const expected = difference ? difference.sentFor(body as object) : body;
			expect(await sentBody(player.sent[0])).toEqual(expected);
		});

		it('go out as recorded but for those that the list needs', () => {
			const bodies = new Map(written.map(({ name, request }) => [name, request.body]));
			for (const [name, { sentFor }] of DIFFERENCES) {
				expect([...bodies.keys()]).toContain(name);
				const recorded = bodies.get(name) as object;
				expect(sentFor(recorded)).not.toEqual(recorded);
			}
		});
	});
}
