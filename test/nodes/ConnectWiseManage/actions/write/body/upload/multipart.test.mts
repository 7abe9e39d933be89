import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	buildMultipart,
	type FilePart,
} from '../../../../../../../nodes/ConnectWiseManage/actions/write/body/upload/multipart.ts';

/** The form as the parser of Node's own `fetch` reads it. */
async function parse(fields: Record<string, unknown>, files: readonly FilePart[] = []) {
	const body = buildMultipart(fields, files);
	if (body.kind !== 'multipart') throw new Error('No multipart body');
	const headers = { 'content-type': body.contentType };
	return await new Response(new Uint8Array(body.data), { headers }).formData();
}

const file = (more: Partial<FilePart> = {}): FilePart => ({
	field: 'file',
	fileName: 'offer.pdf',
	mimeType: 'application/pdf',
	data: Buffer.from([0, 13, 10, 45, 45, 255]),
	...more,
});

async function parseFile(part: FilePart): Promise<File> {
	const found = (await parse({}, [part])).get(part.field);
	if (!(found instanceof File)) throw new Error('No file came through');
	return found;
}

describe('buildMultipart', () => {
	it('carries fields and leaves out what is not set', async () => {
		const form = await parse({
			recordType: 'Ticket',
			recordId: 7,
			privateFlag: false,
			meta: { a: [1] },
			none: null,
			unset: undefined,
			title: 'Angebot für "Müller"\r\n--x',
		});
		expect(Object.fromEntries(form)).toEqual({
			recordType: 'Ticket',
			recordId: '7',
			privateFlag: 'false',
			meta: '{"a":[1]}',
			title: 'Angebot für "Müller"\r\n--x',
		});
	});

	it('carries the bytes of a file with its name and type', async () => {
		const part = file();
		const found = await parseFile(part);
		expect([found.name, found.type]).toEqual(['offer.pdf', 'application/pdf']);
		expect(Buffer.from(await found.arrayBuffer())).toEqual(part.data);
	});

	it('carries several files, empty ones too', async () => {
		const form = await parse({}, [file(), file({ field: 'second', data: Buffer.alloc(0) })]);
		expect([...form.keys()]).toEqual(['file', 'second']);
	});

	it.each(['Angebot für Müller.pdf', '報告.pdf', 'a;b.pdf', "it's.pdf"])(
		'keeps the name %j',
		async (fileName) => {
			expect((await parseFile(file({ fileName }))).name).toBe(fileName);
		},
	);

	it('lets no name add a header or a part', async () => {
		const fileName = 'x"\r\nContent-Type: text/html\r\n\r\n.pdf';
		const found = await parseFile(file({ fileName, mimeType: 'text/plain\r\nX-Odd: 1' }));
		expect(found.name).toBe(fileName);
		expect(found.type).not.toBe('text/html');
	});

	it('brings any text and any bytes through', async () => {
		const text = fc.string({ unit: 'grapheme' });
		await fc.assert(
			fc.asyncProperty(text, fc.uint8Array(), async (value, bytes) => {
				const form = await parse({ value }, [file({ data: Buffer.from(bytes) })]);
				expect(form.get('value')).toBe(value);
				const found = form.get('file');
				expect(found instanceof File && (await found.bytes())).toEqual(bytes);
			}),
		);
	});
});
