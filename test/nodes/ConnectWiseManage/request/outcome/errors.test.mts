import type { INode } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { toNodeApiError } from '../../../../../nodes/ConnectWiseManage/request/outcome/errors.ts';
import {
	unusableAnswer,
	type Failure,
} from '../../../../../nodes/ConnectWiseManage/request/outcome/outcome.ts';
import type { RequestPlan } from '../../../../../nodes/ConnectWiseManage/request/plan.ts';
import { networkFailure, READ, refusal, WRITE } from '../answers.mts';

const NODE: INode = {
	id: '1',
	name: 'ConnectWise Manage',
	type: 'connectWiseManage',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const VALIDATION = {
	code: 'InvalidObject',
	message: 'ticket object is invalid',
	errors: [{ code: 'MissingRequired', message: 'Summary is required.', field: 'summary' }],
};

const errorOf = (failure: Failure, plan: RequestPlan = READ) =>
	toNodeApiError(failure, { node: NODE, itemIndex: 3, plan });

describe('the error of a refusal', () => {
	it('says in its message what was refused, and why', () => {
		const error = errorOf(refusal(400, VALIDATION), WRITE);
		expect(error.message).toBe(
			'ConnectWise answered 400 InvalidObject to Service › Tickets › Create: summary: Summary is required.',
		);
		expect(error.httpCode).toBe('400');
		expect(error.context.itemIndex).toBe(3);
	});

	it('gives details for error items', () => {
		const error = errorOf(refusal(400, VALIDATION, { 'x-cw-request-id': 'abc-1' }), WRITE);
		expect(error.context.details).toEqual({
			operation: WRITE.label,
			request: 'POST /service/tickets',
			statusCode: 400,
			requestId: 'abc-1',
			response: VALIDATION,
			outcome: 'nothing changed',
		});
		expect(error.description).toContain('Request ID for support: abc-1.');
	});

	it.each([408, 500, 502, 503, 504, 520, 524])(
		'says of a write that was answered %i that its outcome is unknown',
		(statusCode) => {
			const error = errorOf(refusal(statusCode, { message: 'Gave up.' }), WRITE);
			expect(error.message).toMatch(
				/: Gave up\. Whether ConnectWise carried the request out is not/,
			);
			expect(error.description).toMatch(/Check in ConnectWise whether the change was made/);
			expect(error.context.details).toMatchObject({ outcome: 'unknown' });
		},
	);

	it.each<readonly [string, Failure, RequestPlan]>([
		['a read', refusal(502), READ],
		['a refused write', refusal(400), WRITE],
		['a write that the server does not offer', refusal(501), WRITE],
		['a write over the rate limit', refusal(429), WRITE],
		[
			'a write with a value of the wrong type',
			refusal(500, { message: 'Error converting value "x" to type Int32' }),
			WRITE,
		],
	])('knows the outcome of %s', (_, failure, plan) => {
		const error = errorOf(failure, plan);
		expect(error.message).not.toMatch(/not known/);
		expect(error.context.details).toMatchObject({ outcome: 'nothing changed' });
	});

	it('says so when there is no reason', () => {
		expect(errorOf(refusal(418)).message).toMatch(/: no reason given$/);
	});

	it('keeps its message when a reason holds the name of a system error', () => {
		const reason = 'The host answered ECONNREFUSED to the server';
		expect(errorOf(refusal(400, { message: reason })).message).toContain(reason);
	});

	it('holds no header of request or answer but the id', () => {
		const failure = refusal(401, 'Unauthorized', {
			authorization: 'Basic c2VjcmV0',
			'set-cookie': 'session=secret',
		});
		const error = errorOf(failure);
		const shown = JSON.stringify([error, error.message, error.description, error.context]);
		expect(shown).not.toMatch(/c2VjcmV0|session=secret/);
	});

	it.each<readonly [string, Failure, RequestPlan, RegExp]>([
		['401', refusal(401), READ, /Check Username/],
		['401 for the Client ID', refusal(401, { message: 'Invalid ClientId' }), READ, /Client ID in/],
		['a company that is not known', refusal(400, 'Cannot route'), READ, /company ID before/],
		['403', refusal(403), READ, /security role/],
		['404', refusal(404), READ, /no such record/],
		['a redirect', refusal(302), READ, /another address/],
		['414', refusal(414), READ, /too long/],
		['429', refusal(429), READ, /limits the rate/],
		['429 for long', refusal(429, '', { 'retry-after': '1500' }), READ, /alone for 25 minutes/],
		['a failed read', refusal(500), READ, /try again later/],
		['a read behind a gateway', refusal(503), READ, /not available just now/],
		['a read that took too long', refusal(524), READ, /smaller Page Size/],
		['a write that the server does not offer', refusal(501), WRITE, /does not offer/],
		[
			'a write with a value of the wrong type',
			refusal(500, { message: 'Error converting value "x" to type Int32' }),
			WRITE,
			/wrong type/,
		],
		['anything else', refusal(422), READ, /Correct what the message names/],
		[
			'a path that was doubled',
			refusal(404, 'Cannot route. Codebase'),
			READ,
			/old release such as/,
		],
		[
			'an API version that the server lacks',
			refusal(400, { message: "The resource does not support the API version '2031.1'." }),
			READ,
			/Correct API Version/,
		],
		[
			'a page that is too large for the server',
			refusal(400, { code: 'OutOfRange', message: 'pageSize must be between 1 and 100' }),
			READ,
			/Lower Page Size/,
		],
		[
			'a path of later releases',
			refusal(404),
			{ ...READ, olderLabel: 'Notes' },
			/choose Notes inst/,
		],
		[
			'a path that there is not',
			refusal(404, { message: 'The endpoint does not exist.' }),
			READ,
			/does not offer the operation/,
		],
		['a conflict of a create', refusal(409), WRITE, /there already/],
		[
			'a conflict of a change',
			refusal(409),
			{ ...WRITE, method: 'PATCH' },
			/state that the record/,
		],
		['a conflict of a delete', refusal(409), { ...WRITE, method: 'DELETE' }, /still use this one/],
		[
			'a run that was held up for too long',
			{ ...refusal(429), isHeldTooLong: true },
			READ,
			/held up for 60 minutes in all/,
		],
	])('tells what to do after %s', (_, failure, plan, hint) => {
		expect(errorOf(failure, plan).description).toMatch(hint);
	});

	it.each<readonly [string, Failure]>([
		['text', refusal(400, 'x'.repeat(1_000_000))],
		['a message', refusal(400, { code: 'y'.repeat(10_000), message: 'x'.repeat(1_000_000) })],
		['entries', refusal(400, { errors: new Array(10_000).fill({ field: 'a', message: 'no' }) })],
		['fields', refusal(400, Object.fromEntries([...Array(10_000).keys()].map((n) => [n, n])))],
		['a title', refusal(502, `<html><title>${'x'.repeat(1_000_000)}</title>`)],
		['an id', refusal(400, '', { 'x-cw-request-id': 'x'.repeat(100_000) })],
	])('stays short after very much: %s', (_, failure) => {
		const error = errorOf(failure);
		expect(error.message.length).toBeLessThan(800);
		expect(error.description?.length).toBeLessThan(800);
		expect(JSON.stringify(error.context.details).length).toBeLessThan(3_000);
	});

	it.each(['<a', '<title', '<title>', '<!'])('takes no time for a million of %j', (text) => {
		expect(errorOf(refusal(502, text.repeat(1_000_000))).message).toContain('502');
	});
});

describe('the error of a lost connection', () => {
	it('names the cause', () => {
		const error = errorOf(networkFailure('ECONNRESET'));
		expect(error.message).toBe(
			'ConnectWise could not be reached (ECONNRESET): Service › Tickets › Get Many',
		);
		expect(error.httpCode).toBe('ECONNRESET');
		expect(error.context.details).toMatchObject({ outcome: 'nothing changed' });
	});

	it('says of a write that its outcome is unknown', () => {
		const error = errorOf(networkFailure('ECONNRESET'), WRITE);
		expect(error.message).toContain('was not sent again');
		expect(error.context.details).toMatchObject({ outcome: 'unknown' });
	});

	it('does not frighten when the write never left', () => {
		const error = errorOf(networkFailure('ECONNREFUSED', { isUnsent: true }), WRITE);
		expect(error.message).not.toContain('not known');
		expect(error.context.details).toMatchObject({ outcome: 'nothing changed' });
	});

	it.each<readonly [string, Failure, RegExp]>([
		['a time-out', networkFailure('ECONNABORTED', { isTimeout: true }), /Raise Timeout/],
		['an unknown host', networkFailure('ENOTFOUND', { isUnsent: true }), /no server has this name/],
		['a certificate', networkFailure('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), /not trusted/],
		['a reset', networkFailure('ECONNRESET'), /can reach it/],
		['no https', networkFailure('EPROTO', { isUnsent: true }), /no encrypted connection/],
		['too much', unusableAnswer('it is large', true), /raise Max Response Size/],
		['something odd', unusableAnswer('it is odd'), /Run again/],
	])('tells what to do after %s', (_, failure, hint) => {
		expect(errorOf(failure).description).toMatch(hint);
	});

	it('has a cause to show even if there is none', () => {
		expect(errorOf(networkFailure('')).message).toContain('(connection lost)');
	});
});
