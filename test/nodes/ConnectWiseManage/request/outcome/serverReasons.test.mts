import { describe, expect, it } from 'vitest';
import { readReasons } from '../../../../../nodes/ConnectWiseManage/request/outcome/serverReasons.ts';
import { answer } from '../answers.mts';

const VALIDATION = {
	code: 'InvalidObject',
	message: 'ticket object is invalid',
	errors: [
		{
			code: 'MissingRequired',
			message: 'Summary is required.',
			resource: 'ticket',
			field: 'summary',
		},
		{ code: 'InvalidField', message: 'The board is inactive.', resource: 'ticket', field: '' },
	],
};

const READ: ReadonlyArray<readonly [what: string, body: unknown, code: string, text: string]> = [
	[
		'entries of a validation',
		VALIDATION,
		'InvalidObject',
		'summary: Summary is required.; The board is inactive.',
	],
	[
		'the message alone',
		{ code: 'NotFound', message: ' Ticket 7 not found ', errors: null },
		'NotFound',
		'Ticket 7 not found',
	],
	[
		'the form of a limited rate',
		{ error: 'TooManyRequests', message: 'Slow down' },
		'TooManyRequests',
		'Slow down',
	],
	['entries that are text', { errors: ['one', '', 'two', 3] }, '', 'one; two'],
	['entries that hold a code only', { errors: [{ code: 'Bad', field: 'id' }] }, '', 'id: Bad'],
	['a JSON text', '"Unauthorized"', '', 'Unauthorized'],
	['an object of another shape', { Message: 'x' }, '', '{"Message":"x"}'],
	['plain text', ' Bad Gateway ', '', 'Bad Gateway'],
	[
		'a page with a title',
		'<html><title> 502 Bad Gateway </title></html>',
		'',
		'a web page titled "502 Bad Gateway"',
	],
	['a page without a title', '<!DOCTYPE html><p>Sorry', '', 'a web page'],
	['nothing', '', '', ''],
];

describe('readReasons', () => {
	it.each(READ)('reads %s', (_, body, code, text) => {
		expect(readReasons(answer(body, { statusCode: 400 }))).toMatchObject({ code, text });
	});

	it('keeps the decoded body', () => {
		expect(readReasons(answer(VALIDATION)).body).toEqual(VALIDATION);
		expect(readReasons(answer('')).body).toBeNull();
	});

	it('shortens what has no end', () => {
		const { text, body } = readReasons(answer('x'.repeat(100_000)));
		expect(text).toHaveLength(500);
		expect(String(body)).toHaveLength(2_000);
		expect(readReasons(answer({ other: 'x'.repeat(100_000) })).text).toHaveLength(500);
	});

	it('has no words for bytes', () => {
		const image = answer(Buffer.from([1, 2]), { headers: { 'content-type': 'image/png' } });
		expect(readReasons(image)).toEqual({ code: '', text: '', body: null });
	});
});
