import { describe, expect, it } from 'vitest';
import { toNetworkFailure } from '../../../../../nodes/ConnectWiseManage/request/wire/networkFailure.ts';

const BEGUN = { isBegun: true, hasSucceeded: false };
const withCode = (code: string, message = '') => Object.assign(new Error(message), { code });

describe('a failed connection', () => {
	it.each([
		withCode('ECONNREFUSED'),
		withCode('ENOTFOUND'),
		withCode('EAI_AGAIN'),
		withCode('DEPTH_ZERO_SELF_SIGNED_CERT'),
		withCode('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
		withCode('CERT_HAS_EXPIRED'),
		withCode('ERR_TLS_CERT_ALTNAME_INVALID'),
		withCode('ERR_SSL_WRONG_VERSION_NUMBER'),
		withCode('EPROTO', 'write EPROTO 0A00010B:SSL routines::wrong version number'),
		withCode('ETIMEDOUT', 'connect ETIMEDOUT 10.0.0.1:443'),
		withCode('ERR_INVALID_CHAR', 'Invalid character in header content'),
		withCode(
			'ECONNRESET',
			'Client network socket disconnected before secure TLS connection was established',
		),
	])('sent nothing: $code $message', (error) => {
		expect(toNetworkFailure(error, BEGUN).isUnsent).toBe(true);
	});

	it.each([
		withCode('ECONNRESET', 'socket hang up'),
		withCode('EPIPE'),
		withCode('ETIMEDOUT', 'timeout of 60000ms exceeded'),
		withCode('ECONNABORTED'),
		withCode('EPROTO', 'read EPROTO'),
		withCode('ERR_CANCELED'),
		withCode('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'),
		withCode('HPE_INVALID_CONSTANT'),
		new TypeError('x is not a function'),
		'text',
		null,
		undefined,
	])('may have sent something: %s', (error) => {
		expect(toNetworkFailure(error, BEGUN).isUnsent).toBe(false);
	});

	it('sent nothing before it was begun, and something once a status came', () => {
		const error = withCode('ECONNREFUSED');
		expect(toNetworkFailure({}, { ...BEGUN, isBegun: false }).isUnsent).toBe(true);
		const later = toNetworkFailure(error, { isBegun: true, hasSucceeded: true });
		expect(later).toMatchObject({ isUnsent: false, hasSucceeded: true });
	});

	it('is read through what wraps it, in circles too, and cut', () => {
		const inner = withCode('ECONNRESET', 'x'.repeat(10_000));
		const outer = new Error('outer', { cause: inner });
		inner.cause = outer;
		const { code, message } = toNetworkFailure(outer, BEGUN);
		expect(code).toBe('ECONNRESET');
		expect(message.length).toBeLessThanOrEqual(500);
	});
});
