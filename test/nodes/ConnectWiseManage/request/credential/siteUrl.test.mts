import { describe, expect, it } from 'vitest';
import {
	resolveApiRoot,
	SiteUrlError,
} from '../../../../../nodes/ConnectWiseManage/request/credential/siteUrl.ts';

const NA = 'https://api-na.myconnectwise.net/v4_6_release/apis/3.0';

const ACCEPTED: ReadonlyArray<readonly [pasted: string, apiRoot: string]> = [
	['https://na.myconnectwise.net', NA],
	['https://api-na.myconnectwise.net', NA],
	['na.myconnectwise.net', NA],
	['//na.myconnectwise.net', NA],
	['https:/na.myconnectwise.net', NA],
	['https://na.myconnectwise.net/', NA],
	['https://na.myconnectwise.net.', NA],
	['https://na.myconnectwise.net:443/', NA],
	['  https://na.myconnectwise.net\n', NA],
	['HTTPS://NA.MYCONNECTWISE.NET', NA],
	['https://api-na.myconnectwise.net/v4_6_release/apis/3.0', NA],
	['https://api-na.myconnectwise.net/v4_6_release/apis/3.0/', NA],
	['https://api-na.myconnectwise.net/v4_6_release/apis/3.0//service/tickets/1', NA],
	['https://na.myconnectwise.net/V4_6_RELEASE/ConnectWise.aspx?locale=en_US#', NA],
	['https://na.myconnectwise.net/login?a=b#c', NA],
	['https://eu.myconnectwise.net', 'https://api-eu.myconnectwise.net/v4_6_release/apis/3.0'],
	['https://au.myconnectwise.net', 'https://api-au.myconnectwise.net/v4_6_release/apis/3.0'],
	['https://aus.myconnectwise.net', 'https://api-aus.myconnectwise.net/v4_6_release/apis/3.0'],
	['https://za.myconnectwise.net', 'https://api-za.myconnectwise.net/v4_6_release/apis/3.0'],
	['staging.connectwisedev.com', 'https://api-staging.connectwisedev.com/v4_6_release/apis/3.0'],
	['sandbox-na.myconnectwise.net', 'https://sandbox-na.myconnectwise.net/v4_6_release/apis/3.0'],
	['psa.acme.example', 'https://psa.acme.example/v4_6_release/apis/3.0'],
	['psa.acme.example:8443/x', 'https://psa.acme.example:8443/v4_6_release/apis/3.0'],
	['https://192.0.2.7/', 'https://192.0.2.7/v4_6_release/apis/3.0'],
	['https://na.myconnectwise.net/v2025_1/', NA],
	['https://na.myconnectwise.net/v2020_4/ConnectWise.aspx?fullscreen=false', NA],
	['na.myconnectwise.net/V2025_1//apis/3.0', NA],
	['https://https://na.myconnectwise.net', NA],
	['https://https//na.myconnectwise.net', NA],
	['HTTPS:HTTPS://na.myconnectwise.net/', NA],
	['https//na.myconnectwise.net', NA],
	['https://http://na.myconnectwise.net', NA],
	['http://https://na.myconnectwise.net', NA],
	['https:////na.myconnectwise.net', NA],
	['https://na.my\nconnectwise.net', NA],
	['https://connectwise', 'https://connectwise/v4_6_release/apis/3.0'],
	['https://https.acme.example', 'https://https.acme.example/v4_6_release/apis/3.0'],
	['https://büro.example', 'https://xn--bro-hoa.example/v4_6_release/apis/3.0'],
	['https://[2001:DB8::7]:8443', 'https://[2001:db8::7]:8443/v4_6_release/apis/3.0'],
	['http://127.0.0.1:8080', 'http://127.0.0.1:8080/v4_6_release/apis/3.0'],
	['http://localhost:8080/', 'http://localhost:8080/v4_6_release/apis/3.0'],
	['http://[::1]:8080', 'http://[::1]:8080/v4_6_release/apis/3.0'],
];

const REFUSED: ReadonlyArray<readonly [pasted: string, reason: RegExp]> = [
	['', /empty/],
	['   ', /empty/],
	['ftp://na.myconnectwise.net', /must begin with https/],
	['https://', /not a web address/],
	['two words', /not a web address/],
	['https://na.myconnectwise.net:99999', /not a web address/],
	...[
		...[
			'.',
			'..',
			'...',
			'/',
			'//',
			'https',
			'http:',
			'https://https',
			'https://https:',
			'?a',
			'#',
		],
		...['https://./', 'https://../', 'https://a..b', 'https://.a', 'https://na..', '-a.example'],
		...['=0x7f.1..', '0x7f.1..', 'https;//na.myconnectwise.net', 'https://a=b', "'a'", '*.example'],
		...['https://http://', '{{ $json.site }}', `${'a'.repeat(64)}.example`, 'a.'.repeat(150)],
	].map((pasted) => [pasted, /not a web address/] as const),
	['http://http://na.myconnectwise.net', /unencrypted/],
	['https://acme+abc:def@na.myconnectwise.net', /before the @/],
	['acme@na.myconnectwise.net', /before the @/],
	['http://na.myconnectwise.net', /unencrypted/],
	['http://psa.acme.example', /unencrypted/],
	['http://127.0.0.1.acme.example', /unencrypted/],
	['http://localhost.acme.example', /unencrypted/],
	['http://192.168.0.10', /unencrypted/],
];

describe('resolveApiRoot', () => {
	it.each(ACCEPTED)('understands %j', (pasted, apiRoot) => {
		expect(resolveApiRoot(pasted)).toBe(apiRoot);
	});

	it.each(REFUSED)('refuses %j', (pasted, reason) => {
		expect(() => resolveApiRoot(pasted)).toThrow(reason);
		expect(() => resolveApiRoot(pasted)).toThrow(SiteUrlError);
	});

	it('gives the same answer for its own result', () => {
		for (const [, apiRoot] of ACCEPTED) expect(resolveApiRoot(apiRoot)).toBe(apiRoot);
	});

	it('never repeats the keys of a refused address', () => {
		expect(() => resolveApiRoot('https://acme+abc:hidden@na.myconnectwise.net')).not.toThrow(
			/hidden/,
		);
	});
});
