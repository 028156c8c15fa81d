"""Certificates: who has earned one, what it says, and how a stranger can tell that nothing in it was changed.

statement     what is certified, and the bytes that it is signed as
earning       who has earned one, and what the others lack
signing       the class's key, and how it is named
code          statement, key and signature as letters that can be copied
sealing       the same for whole files, so that nothing that can be seen in one can be changed
wording, ornament, page, pdf    what it looks like
files         certificates/ in the class folder
issuing       making and keeping them
verifying     whether a code or a file is genuine
"""
