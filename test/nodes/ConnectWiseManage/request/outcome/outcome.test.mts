import { describe, expect, it } from 'vitest';
import {
	isCertificateProblem,
	isTimeout,
	type Failure,
} from '../../../../../nodes/ConnectWiseManage/request/outcome/outcome.ts';
import { networkFailure, refusal } from '../answers.mts';

describe('isTimeout', () => {
	it.each<readonly [string, Failure, boolean]>([
		['a gateway that waited in vain', refusal(504), true],
		['a gateway of the cloud that waited in vain', refusal(524), true],
		['a server that waited for the request', refusal(408), true],
		['a database that gave up', refusal(500, { message: 'A timeout has occured.' }), true],
		['a database that says so in other words', refusal(500, 'Timeout expired.'), true],
		['any other fault of the server', refusal(500, { message: 'Object reference' }), false],
		['a refusal that speaks of time-outs', refusal(400, 'Timeout expired.'), false],
		['a connection that timed out', networkFailure('ETIMEDOUT', { isTimeout: true }), true],
		['a reset', networkFailure('ECONNRESET'), false],
	])('of %s', (_, failure, expected) => {
		expect(isTimeout(failure)).toBe(expected);
	});
});

describe('isCertificateProblem', () => {
	it.each([
		'CERT_HAS_EXPIRED',
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'SELF_SIGNED_CERT_IN_CHAIN',
		'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
		'ERR_TLS_CERT_ALTNAME_INVALID',
		'ERR_SSL_WRONG_VERSION_NUMBER',
	])('recognises %s', (code) => {
		expect(isCertificateProblem(networkFailure(code))).toBe(true);
	});

	it.each(['ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', ''])('does not suspect %j', (code) => {
		expect(isCertificateProblem(networkFailure(code))).toBe(false);
	});
});
