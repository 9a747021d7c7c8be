// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
// A precompiled header needs a source to belong to.
