import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	explainAnswer,
	explainSilence,
	readTestKeys,
} from '../../../../../nodes/ConnectWiseManage/request/credential/connectionTest.ts';
import { answer } from '../answers.mts';

const STORED = {
	siteUrl: 'na.myconnectwise.net',
	username: 'acme+Public1',
	password: 'Private1',
	clientId: '00000000-0000-4000-8000-000000000000',
};
const { keys } = readTestKeys(STORED);

describe('readTestKeys', () => {
	it.each([
		['00000000-0000-4000-8000-000000000000', false],
		['{00000000-0000-4000-8000-00000000ABCD}', false],
		[' 00000000-0000-4000-8000-000000000000\n', false],
		['00000000000040008000000000000000', true],
		['Public1', true],
		['00000000-0000-4000-8000-00000000000g', true],
	])('of the Client ID %j has a doubt: %s', (clientId, isDoubtful) => {
		expect(readTestKeys({ ...STORED, clientId }).doubt !== undefined).toBe(isDoubtful);
	});
});

describe('explainSilence', () => {
	it.each<readonly [unknown, RegExp]>([
		[{ code: 'ENOTFOUND' }, /^The Site URL cannot be reached.*no server is named api-na\./],
		[{ code: 'EAI_AGAIN' }, /^The Site URL cannot be reached.*EAI_AGAIN/],
		[{ code: 'ECONNREFUSED' }, /^The Site URL cannot be reached.*ECONNREFUSED/],
		[{ code: 'ETIMEDOUT' }, /^The Site URL cannot be reached.*ETIMEDOUT/],
		[{ code: 'ECONNRESET' }, /^The Site URL cannot be reached/],
		[{ code: 'EPROTO' }, /does not offer https/],
		[{ code: 'CERT_HAS_EXPIRED' }, /certificate of api-na/],
		[{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, /certificate/],
		[{ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, /certificate/],
		[{ message: "SSL Issue: consider using the 'Ignore SSL issues' option" }, /certificate/],
		[new Error('odd'), /^The Site URL cannot be reached: check its spelling, VPN and firewall$/],
		[{ code: { toString: 1 }, message: {} }, /^The Site URL cannot be reached/],
		[{ code: 'x'.repeat(1_000) }, /^The Site URL cannot be reached/],
		['text', /^The Site URL cannot be reached/],
		[null, /^The Site URL cannot be reached/],
		[undefined, /^The Site URL cannot be reached/],
	])('of %j', (error, expected) => {
		const message = explainSilence(error, keys);
		expect(message).toMatch(expected);
		expect(message.length).toBeLessThan(300);
	});
});

describe('explainAnswer', () => {
	it('is content with a count and nothing else', () => {
		expect(explainAnswer(answer({ count: 0 }), keys)).toBeUndefined();
		expect(explainAnswer(answer({ count: 0 }, { statusCode: 299 }), keys)).toBeUndefined();
		expect(explainAnswer(answer({ count: 0 }, { statusCode: 300 }), keys)).toBeDefined();
		expect(explainAnswer(answer({ Count: 0 }), keys)).toBeDefined();
		expect(explainAnswer(answer([1]), keys)).toBeDefined();
	});

	it('has a short word for every answer and never throws', () => {
		const body = fc.oneof(fc.jsonValue(), fc.string(), fc.constant('<html><title>x</title>'));
		fc.assert(
			fc.property(fc.integer({ min: 200, max: 599 }), body, (statusCode, sent) => {
				const message = explainAnswer(answer(sent, { statusCode }), keys) ?? '';
				expect(message.length).toBeLessThan(700);
				expect(message).not.toContain('[object Object]');
			}),
		);
	});
});
