# shellcheck shell=sh
# SPDX-License-Identifier: ISC
