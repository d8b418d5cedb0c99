// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import '@kern-ux/native/dist/kern.min.css';
import './styles/fonts.css';
import './styles/base.css';
import { mount } from 'svelte';
import App from './App.svelte';

const page = document.getElementById('page');
if (page === null) throw new Error('index.html holds no element with the id "page"');
mount(App, { target: page });
