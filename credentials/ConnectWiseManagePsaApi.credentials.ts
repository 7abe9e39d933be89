import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	Icon,
	INodeProperties,
} from 'n8n-workflow';
import { attachKeys } from '../nodes/ConnectWiseManage/request/credential/attachKeys';

export class ConnectWiseManagePsaApi implements ICredentialType {
	name = 'connectWiseManagePsaApi';

	displayName = 'ConnectWise Manage (PSA) API';

	documentationUrl =
		'https://github.com/n8n-nodes-connectwise-manage/n8n-nodes-connectwise-manage#credentials';

	icon: Icon = {
		light: 'file:../nodes/ConnectWiseManage/connectWiseManage.svg',
		dark: 'file:../nodes/ConnectWiseManage/connectWiseManage.dark.svg',
	};

	properties: INodeProperties[] = [
		{
			displayName: 'Site URL',
			name: 'siteUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://na.myconnectwise.net',
			description: 'The address that you open ConnectWise at, cloud or your own server',
		},
		{
			displayName: 'Username',
			name: 'username',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. acme+AbCdEfGhIjKlMnOp',
			hint: 'Your company ID, a plus sign, and the public key: company+publicKey',
			description:
				'Your company ID (what you type as Company when you sign in), a plus sign, and the public key of an API member',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. QrStUvWxYz012345',
			hint: 'The private key that belongs to the public key, not the password that you sign in with',
			description: 'ConnectWise shows it once, when the API key is made',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 00000000-0000-0000-0000-000000000000',
			description:
				'ConnectWise requires one of every integration; get yours at <a href="https://developer.connectwise.com/ClientID">developer.connectwise.com</a>',
		},
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return attachKeys(credentials, requestOptions);
	}
}
