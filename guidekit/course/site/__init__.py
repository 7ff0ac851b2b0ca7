"""The site: the whole course as a folder of pages that play without a kernel, and without a network."""
