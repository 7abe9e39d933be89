import { describe, expect, it } from 'vitest';
import {
	CHECK_MESSAGES,
	explainAnswer,
	explainSilence,
} from '../../../../nodes/ConnectWiseManage/request/connectionCheck.ts';

describe('explainAnswer', () => {
	it('is content with a list', () => {
		expect(explainAnswer({ statusCode: 200, body: [] })).toBeUndefined();
	});

	it.each([400, 401, 403])('recognises the Client ID in a %i, as text or JSON', (statusCode) => {
		for (const body of ['Missing clientId header', { message: 'Client Id is not valid' }]) {
			expect(explainAnswer({ statusCode, body })).toBe(CHECK_MESSAGES.clientId);
		}
	});

	it('asks for the API host where the cloud wants it', () => {
		const body = { code: 'Security', message: 'SSL is required.', errors: null };
		expect(explainAnswer({ statusCode: 403, body })).toBe(CHECK_MESSAGES.secureOnly);
	});

	it.each([null, undefined, '', 7])('does not take %j for a list', (body) => {
		expect(explainAnswer({ statusCode: 200, body })).toContain('not as ConnectWise does');
	});

	it('quotes a long answer in short', () => {
		const reason = explainAnswer({ statusCode: 418, body: 'x'.repeat(5000) });
		expect(reason?.length).toBeLessThan(400);
	});
});

describe('explainSilence', () => {
	it.each([
		['ENOTFOUND', /no server called psa\.example/],
		['ECONNREFUSED', /takes no connections/],
		['DEPTH_ZERO_SELF_SIGNED_CERT', /not trusted/],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /not trusted/],
		['ETIMEDOUT', /did not answer/],
		['', /did not answer/],
	])('explains %j', (code, reason) => {
		expect(explainSilence(code, 'psa.example')).toMatch(reason);
	});
});
