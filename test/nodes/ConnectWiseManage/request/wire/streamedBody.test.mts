import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import {
	isStream,
	readStream,
} from '../../../../../nodes/ConnectWiseManage/request/wire/streamedBody.ts';

const TEXT = { isText: true, mostBytes: 10_000 };

/** The bytes one by one, so that characters are torn apart. */
const bytewise = (text: string) =>
	Readable.from([...Buffer.from(text)].map((byte) => Buffer.from([byte])));

describe('a streamed body', () => {
	it.each(['', '[]', '{"name":"Grüße 漢字 🎉"}', '\uFEFF{}'])(
		'of text comes whole: %j',
		async (text) => {
			expect(await readStream(bytewise(text), TEXT)).toEqual({ body: text, isCut: false });
		},
	);

	it('of bytes comes as it was', async () => {
		const bytes = Buffer.from([0xff, 0x00, 0xc3]);
		const stream = Readable.from([bytes.subarray(0, 1), bytes.subarray(1)]);
		const taken = await readStream(stream, { ...TEXT, isText: false });
		expect(taken).toEqual({ body: bytes, isCut: false });
	});

	it('fails with what the connection failed with', async () => {
		async function* pieces() {
			yield Buffer.from('[{"id":1}');
			await Promise.resolve();
			throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
		}
		await expect(readStream(Readable.from(pieces()), TEXT)).rejects.toMatchObject({
			code: 'ECONNRESET',
		});
	});

	it.each([true, false])(
		'is let go of where more comes than is wanted (text: %j)',
		async (isText) => {
			let given = 0;
			const stream = new Readable({
				read() {
					given += 1_000;
					this.push(Buffer.alloc(1_000, 'x'));
				},
			});
			const { body, isCut } = await readStream(stream, { isText, mostBytes: 5_500 });
			expect(isCut).toBe(true);
			expect(body).toHaveLength(5_500);
			expect(stream.destroyed).toBe(true);
			expect(given).toBeLessThan(100_000);
		},
	);

	it('tells how much came with each piece', async () => {
		const pieces: number[] = [];
		const onPiece = (bytes: number) => pieces.push(bytes);
		await readStream(Readable.from([Buffer.from('ab'), Buffer.from('c')]), { ...TEXT, onPiece });
		expect(pieces).toEqual([2, 1]);
	});
});

it.each([[Buffer.from('x')], ['x'], [{}], [[]], [null], [undefined], [new ArrayBuffer(1)]])(
	'%j is no stream',
	(body) => {
		expect(isStream(body)).toBe(false);
	},
);
