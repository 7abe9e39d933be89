import { describe, expect, it } from 'vitest';
import {
	assertReachable,
	isPrivateHost,
} from '../../../../../../nodes/ConnectWiseManage/triggers/callback/registration/webhookUrl.ts';

const CLOUD = 'https://api-na.myconnectwise.net/v4_6_release/apis/3.0';
const SELF_HOSTED = 'https://cw.acme.example/v4_6_release/apis/3.0';
const LOCAL = 'http://127.0.0.1:4711/v4_6_release/apis/3.0';

describe('a private host', () => {
	it.each([
		'10.0.0.1',
		'192.168.1.5',
		'172.16.0.1',
		'172.31.255.255',
		'169.254.1.1',
		'100.64.0.1',
		'0.0.0.0',
		'127.0.0.1',
		'localhost',
		'n8n',
		'n8n.local',
		'n8n.acme.internal',
		'n8n.acme.lan.',
		'[::1]',
		'[::]',
		'[fd00::1]',
		'[fe80::1]',
		'[::ffff:a00:1]',
	])('is %s', (host) => expect(isPrivateHost(host)).toBe(true));

	it.each([
		'n8n.acme.example',
		'8.8.8.8',
		'172.32.0.1',
		'172.15.0.1',
		'100.128.0.1',
		'192.169.0.1',
		'10.acme.example',
		'local.acme.example',
		'[2a00:1450::1]',
	])('is not %s', (host) => expect(isPrivateHost(host)).toBe(false));
});

describe('a webhook URL', () => {
	it.each([
		[CLOUD, 'https://n8n.acme.example/webhook/1'],
		[SELF_HOSTED, 'https://10.0.0.5/webhook/1'],
		[LOCAL, 'http://localhost:5678/webhook/1'],
		[LOCAL, 'http://192.168.0.5/webhook/1'],
	])('of the server %s may be %s', (apiRoot, url) => {
		expect(() => assertReachable(url, apiRoot)).not.toThrow();
	});

	it.each([
		[CLOUD, 'http://localhost:5678/webhook/1', 'the machine that n8n runs on'],
		[CLOUD, 'https://localhost/webhook/1', 'the machine that n8n runs on'],
		[SELF_HOSTED, 'http://127.0.0.1:5678/webhook/1', 'the machine that n8n runs on'],
		[CLOUD, 'http://n8n.acme.example/webhook/1', 'https:// addresses only'],
		[SELF_HOSTED, 'http://10.0.0.5/webhook/1', 'https:// addresses only'],
		[CLOUD, 'https://192.168.0.5/webhook/1', '192.168.0.5 is an address of a private network'],
	])('of the server %s cannot be %s', (apiRoot, url, reason) => {
		expect(() => assertReachable(url, apiRoot)).toThrow(reason);
	});
});
