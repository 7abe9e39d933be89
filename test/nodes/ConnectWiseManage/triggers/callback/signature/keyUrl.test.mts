import { describe, expect, it } from 'vitest';
import { Doubt } from '../../../../../../nodes/ConnectWiseManage/triggers/callback/delivery/doubt.ts';
import { checkKeyUrl } from '../../../../../../nodes/ConnectWiseManage/triggers/callback/signature/keyUrl.ts';

const CLOUD = 'https://api-na.myconnectwise.net/v4_6_release/apis/3.0';
const OWN = 'https://cw.acme.example/v4_6_release/apis/3.0';
const LOCAL = 'http://127.0.0.1:4711/v4_6_release/apis/3.0';
const PATH = '/v2025_1//system/callbackkey/index.rails?companyName=acme&id=c3';

const check = (apiRoot: string, keyUrl: string | undefined) =>
	checkKeyUrl(keyUrl, { apiRoot, company: 'acme' });

describe('the address of a signing key', () => {
	it.each([
		[CLOUD, `https://na.myconnectwise.net${PATH}`],
		[CLOUD, `https://api-na.myconnectwise.net${PATH}`],
		[CLOUD, `https://NA.myconnectwise.net${PATH.replace('acme', 'Acme')}`],
		[CLOUD, `https://na.myconnectwise.net:443${PATH}`],
		[
			'https://sandbox-na.myconnectwise.net/v4_6_release/apis/3.0',
			`https://sandbox-na.myconnectwise.net${PATH}`,
		],
		[OWN, `https://cw.acme.example${PATH}`],
		[LOCAL, `http://127.0.0.1:4711${PATH}`],
	])('of %s may be %s', (apiRoot, keyUrl) => {
		expect(check(apiRoot, keyUrl)).toBeInstanceOf(URL);
	});

	it.each<[string, string, string | undefined, string]>([
		['missing', CLOUD, undefined, 'names no key_url'],
		['empty', CLOUD, '', 'is not an address'],
		['no address', CLOUD, 'na.myconnectwise.net', 'is not an address'],
		['not encrypted', CLOUD, `http://na.myconnectwise.net${PATH}`, 'not an https address'],
		['a file', CLOUD, 'file:///etc/passwd', 'not an https address'],
		['somebody else’s', CLOUD, `https://evil.example${PATH}`, 'is on evil.example'],
		[
			'below a name that looks alike',
			CLOUD,
			`https://na.myconnectwise.net.evil.example${PATH}`,
			'is on',
		],
		['a name that ends alike', CLOUD, `https://evilna.myconnectwise.net${PATH}`, 'is on'],
		['another region', CLOUD, `https://eu.myconnectwise.net${PATH}`, 'is on eu.myconnectwise.net'],
		['behind a user name', CLOUD, `https://na.myconnectwise.net@evil.example${PATH}`, 'user name'],
		['with a user name', CLOUD, `https://a:b@na.myconnectwise.net${PATH}`, 'user name'],
		[
			'another port',
			CLOUD,
			`https://na.myconnectwise.net:8443${PATH}`,
			'is on na.myconnectwise.net:8443',
		],
		['another port of this machine', LOCAL, `http://127.0.0.1:4712${PATH}`, 'is on 127.0.0.1:4712'],
		['another name of this machine', LOCAL, `http://localhost:4711${PATH}`, 'is on localhost'],
		['this machine', CLOUD, `http://127.0.0.1${PATH}`, 'is on 127.0.0.1'],
		['a twin outside of the cloud', OWN, `https://api-cw.acme.example${PATH}`, 'is on api-cw'],
		[
			'a document that somebody uploaded',
			CLOUD,
			'https://na.myconnectwise.net/v4_6_release/apis/3.0/system/documents/7/download?companyName=acme',
			'where no keys are',
		],
		[
			'a climb out of the right path',
			CLOUD,
			'https://na.myconnectwise.net/v2025_1/system/callbackkey/index.rails/../../documents/7/download?companyName=acme',
			'where no keys are',
		],
		[
			'a step that some servers decode',
			CLOUD,
			'https://na.myconnectwise.net/a%2f..%2fdocuments/system/callbackkey/index.rails?companyName=acme',
			'where no keys are',
		],
		[
			'for another company of the same cloud',
			CLOUD,
			`https://na.myconnectwise.net${PATH.replace('acme', 'evil')}`,
			'for the company "evil"',
		],
		[
			'for two companies',
			CLOUD,
			`https://na.myconnectwise.net${PATH}&companyName=evil`,
			'for the company ""',
		],
		[
			'for two companies in two cases',
			CLOUD,
			`https://na.myconnectwise.net${PATH}&COMPANYNAME=evil`,
			'for the company ""',
		],
		[
			'for no company',
			CLOUD,
			'https://na.myconnectwise.net/v2025_1/system/callbackkey/index.rails?id=1',
			'for the company ""',
		],
	])('is refused if it is %s', (_, apiRoot, keyUrl, reason) => {
		const doubt = check(apiRoot, keyUrl);
		expect(doubt).toBeInstanceOf(Doubt);
		expect(doubt).toMatchObject({ reason: expect.stringContaining(reason) as string });
	});
});
