"""The configuration of each kind of process; what stands in braces is filled in for each."""

from __future__ import annotations

EVERYBODY = """
TestingTorNetwork 1
AssumeReachable 1
PathsNeededToBuildCircuits 0.67
TestingDirAuthVoteExit *
TestingDirAuthVoteHSDir *
TestingDirAuthVoteGuard *
V3AuthNIntervalsValid 2
ShutdownWaitLength 0
SafeLogging 0
# The default scheduler adds steps of 10 ms, and a learned time-out ends slow circuits early.
Schedulers Vanilla
LearnCircuitBuildTimeout 0
CircuitBuildTimeout 60
ConfluxEnabled 0
"""
RELAY = """
SocksPort 0
ORPort {address}:5000 NoListen
ORPort {address}:6000 NoAdvertise
Address {address}
ExitRelay 1
ExitPolicy accept 127.0.0.0/8:*
ExitPolicyRejectPrivate 0
TestingEnableCellStatsEvent 1
TestingEnableConnBwEvent 1
__DisablePredictedCircuits 1
"""
AUTHORITY = """
AuthoritativeDirectory 1
V3AuthoritativeDirectory 1
DirPort {address}:7000
ContactInfo nobody
TestingV3AuthInitialVotingInterval 5
TestingV3AuthInitialVoteDelay 2
TestingV3AuthInitialDistDelay 2
V3AuthVotingInterval 10
V3AuthVoteDelay 2
V3AuthDistDelay 2
"""
CLIENT = """
SocksPort 127.0.0.1:9150
ClientRejectInternalAddresses 0
ClientDNSRejectInternalAddresses 0
UseEntryGuards 0
CircuitPadding 0
ConnectionPadding 0
"""
SERVICE = """
SocksPort 0
CircuitPadding 0
ConnectionPadding 0
HiddenServiceDir {folder}/service
HiddenServicePort 80 {site}
"""
